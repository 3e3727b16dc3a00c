import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { StorageFull } from "../world/blobs.ts";
import { removeFolder } from "./disk-blobs.ts";
import { beginJournal, readJournal } from "./journal.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gantry-journal-"));
});
afterEach(() => {
  vi.restoreAllMocks();
  removeFolder(folder);
});

it("brings back every record that was kept, also those after the disk was full for a while", async () => {
  const path = join(folder, "journal.jsonl");
  const journal = await beginJournal(path, ["begun with"]);
  await journal.keep("before");
  const file = await open(path, "a");
  const full = vi.spyOn(Object.getPrototypeOf(file), "appendFile").mockImplementation(async () => {
    await file.write("half a rec");
    throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
  });
  await expect(Promise.all([journal.keep("lost"), journal.keep("too")])).rejects.toThrow(StorageFull);
  full.mockRestore();
  await journal.keep("after");
  await Promise.all([journal.close(), file.close()]);
  expect(readJournal(path)).toEqual({ records: ["begun with", "before", "after"], torn: 0 });
});

it("puts aside what comes after a record that was damaged", async () => {
  const path = join(folder, "journal.jsonl");
  await (await beginJournal(path, ["one", "two", "three"])).close();
  const written = readFileSync(path, "utf8");
  writeFileSync(path, written.replace("two", "owt"));
  const { records, torn } = readJournal(path);
  await (await beginJournal(path, records)).close();
  expect([records, torn, readJournal(path)]).toEqual([["one"], 32, { records: ["one"], torn: 0 }]);
  expect(readFileSync(`${path}.torn`, "utf8")).toContain("three");
});

/** Plays every transcript of this folder in a fresh session, on streams that are no terminal. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createSession } from "../../sandbox/index.ts";
import { nodeHasher } from "../../sandbox/node/hasher.ts";
import { collector, inputOf } from "../../sandbox/shell/index.ts";
import { memoryBlobs } from "../../sandbox/world/memory-blobs.ts";
import { aligned, fits, parseTranscript } from "./transcript.ts";

const FOLDER = new URL(".", import.meta.url);
const files = readdirSync(FOLDER).filter((name) => name.endsWith(".md"));

describe("transcripts", () => {
  test.each(files)("%s prints what it says", async (file) => {
    const { preset, cli, steps } = parseTranscript(readFileSync(new URL(file, FOLDER), "utf8"));
    const session = createSession({ hasher: nodeHasher, storage: () => ({ blobs: memoryBlobs(nodeHasher) }) });
    await session.open({ world: preset });
    if (cli === 1) await session.run("use-aws-cli 1");
    for (const { command, output, status, line } of steps) {
      const printed = collector();
      const streams = { stdin: inputOf(""), stdout: printed.output, stderr: printed.output, terminal: { columns: 120, rows: 40 } };
      const left = await session.run(command, streams);
      const actual = printed.text().replace(/\n$/, "").split("\n");
      const lines = actual.length === 1 && actual[0] === "" ? [] : actual;
      const where = `${file}:${line} $ ${command}`;
      if (!fits(output, lines)) expect(aligned(output, lines), where).toEqual(output);
      expect(left, `${where}\n${printed.text()}`).toBe(status);
    }
  });

  test("a line of dots stands for any lines, dots in a line for any characters", () => {
    expect(fits(["a", "…", "z"], ["a", "b", "c", "z"])).toBe(true);
    expect(fits(["a", "…"], ["a"])).toBe(true);
    expect(fits(["x…z"], ["xyz"])).toBe(true);
    expect(fits(["a", "…", "z"], ["a", "b"])).toBe(false);
  });
});

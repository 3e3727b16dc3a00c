import { describe, expect, test } from "vitest";
import { text } from "../kernel/bytes.ts";
import { nodeHasher } from "../node/hasher.ts";
import { fileSystemCases } from "../shell/files/conformance.ts";
import { memoryBlobs } from "../world/memory-blobs.ts";
import { Store } from "../world/store.ts";
import { applyWrites, emptyWorld } from "../world/world.ts";
import { WorldFiles } from "./files.ts";
import { testMeta } from "./testing/worlds.ts";

function emptyFiles(programs: readonly string[] = []): { files: WorldFiles; store: Store } {
  const store = new Store(
    applyWrites(emptyWorld(), [
      { table: "meta", key: "world", row: testMeta },
      { table: "files", key: "/", row: { kind: "directory", mode: 0o755, mtime: 0 } },
    ]),
    { hasher: nodeHasher },
  );
  return { store, files: new WorldFiles({ store, blobs: memoryBlobs(nodeHasher), programs }) };
}

describe("a file system over the world", () => {
  for (const { title, expected, run } of fileSystemCases) {
    test(title, async () => {
      expect(await run(emptyFiles().files)).toEqual(expected);
    });
  }

  test("keeps long contents as blobs and short ones in the row", async () => {
    const { files, store } = emptyFiles();
    await files.write("/short", "x".repeat(64 * 1024));
    await files.write("/long", "y".repeat(64 * 1024 + 1));
    await files.write("/bytes", new Uint8Array([0xff, 0xfe]));
    expect(store.world.files.get("/long")).toMatchObject({ content: { size: 64 * 1024 + 1 } });
    expect(store.world.files.get("/short")).toHaveProperty("content.text");
    expect(store.world.files.get("/bytes")).toMatchObject({ content: { base64: "//4=" } });
    expect(text(await files.read("/long"))).toHaveLength(64 * 1024 + 1);
  });

  test("shows installed programs as stubs in /usr/bin that nobody can change", async () => {
    const { files } = emptyFiles(["aws", "docker"]);
    files.makeDirectory("/usr/bin", { parents: true });
    await files.write("/usr/bin/mine", "#!/bin/bash\n", 0o755);
    expect(files.list("/usr/bin")).toEqual(["aws", "docker", "mine"]);
    expect(text(await files.read("/usr/bin/aws"))).toBe("#!gantry aws\n");
    await expect(files.write("/usr/bin/aws", "x")).rejects.toThrow("EACCES");
    expect(() => files.remove("/usr/bin/aws")).toThrow("EACCES");
  });

  test("undo of the world takes files back", async () => {
    const { files, store } = emptyFiles();
    await files.write("/a", "one");
    const before = store.world;
    await files.write("/a", "two");
    store.replace(before);
    expect(text(await files.read("/a"))).toBe("one");
  });
});

import { appendFileSync, mkdtempSync, readdirSync, statSync, symlinkSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { collect, text, utf8 } from "../kernel/bytes.ts";
import { removeFolder } from "./disk-blobs.ts";
import { type Packed, Packs } from "./disk-packs.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gantry-packs-"));
});
afterEach(() => removeFolder(folder));

const open = (full?: number) => new Packs({ folder, durable: true, ...(full === undefined ? {} : { full }) });
const files = () => readdirSync(folder).sort();
const readIn = async (packs: Packs, packed: Packed) => text(await collect(packs.read(packed, 0, packed.size)));

/** Ten contents, each a pack of its own. */
async function ten(): Promise<{ packs: Packs; contents: Packed[] }> {
  const packs = open(1);
  const contents = Array.from({ length: 10 }, (_, index) => packs.append(`u ${index}`, [utf8(`content ${index}`)]));
  for (const { settled } of contents) await settled;
  return { packs, contents };
}

describe("Packs", () => {
  it("gives every content back, whole and in part, also after a restart", async () => {
    const { packs, contents } = await ten();
    expect(files()).toHaveLength(10);
    for (const [index, packed] of contents.entries()) expect(await readIn(packs, packed)).toBe(`content ${index}`);
    const again = open();
    const found = [...again.contents()];
    expect(found.map(({ upload, digest }) => [upload, digest])).toEqual(contents.map(({ upload, digest }) => [upload, digest]));
    expect(text(await collect(again.read(found[3] as Packed, 3, 9)))).toBe("tent 3");
  });

  it("goes on in the newest pack after a restart", async () => {
    open().append("u1", [utf8("one")]);
    const packs = open();
    packs.append("u2", [utf8("t"), utf8("wo")]);
    expect(files()).toEqual(["1"]);
    expect(await Promise.all([...packs.contents()].map((packed) => readIn(packs, packed)))).toEqual(["one", "two"]);
    expect([...open().contents()]).toHaveLength(2);
  });

  it("drops what a crash tore off the end, wherever it tore, and goes on there", async () => {
    open().append("u1", [utf8("kept")]);
    const whole = statSync(join(folder, "1")).size;
    open().append("u2", [utf8("torn off")]);
    const length = statSync(join(folder, "1")).size;
    for (let cut = length - 1; cut > whole; cut--) {
      truncateSync(join(folder, "1"), cut);
      const packs = open();
      expect([...packs.contents()].map(({ upload }) => upload)).toEqual(["u1"]);
      expect(statSync(join(folder, "1")).size).toBe(whole);
      packs.append("u2", [utf8("torn off")]);
    }
    // A length that the disk noted before the bytes.
    truncateSync(join(folder, "1"), length - 4);
    appendFileSync(join(folder, "1"), new Uint8Array(4));
    expect([...open().contents()].map(({ upload }) => upload)).toEqual(["u1"]);
  });

  it("frees the packs that are hardly wanted, and moves what is", async () => {
    const packs = open(300);
    const contents = Array.from({ length: 30 }, (_, index) => packs.append(`u${index}`, [utf8(`content ${index}`)]));
    const before = files().length;
    for (const [index, packed] of contents.entries()) if (index % 10) packs.drop(packed);
    const reading = packs.read(contents[0] as Packed, 0, 9)[Symbol.asyncIterator]();
    const begun = reading.next();
    const later = packs.read(contents[10] as Packed, 0, 10);
    await packs.compact();
    expect(files().length).toBeLessThan(before);
    expect(text((await begun).value as Uint8Array)).toBe("content 0");
    expect(text(await collect(later))).toBe("content 10");
    for (const index of [0, 10, 20]) expect(await readIn(packs, contents[index] as Packed)).toBe(`content ${index}`);
    const again = open();
    const uploads = [...again.contents()].map(({ upload }) => upload);
    for (const index of [0, 10, 20]) expect(uploads).toContain(`u${index}`);
  });

  it("goes on in the next pack when the last flush of one fails, and tells only whoever is in that", async () => {
    const packs = open(1);
    // A device that takes bytes, and no flush.
    symlinkSync("/dev/null", join(folder, "1"));
    const [lost, kept] = [packs.append("u1", [utf8("lost")]), packs.append("u2", [utf8("kept")])];
    await expect(lost.settled).rejects.toThrow("EINVAL");
    await kept.settled;
    expect(await readIn(packs, kept)).toBe("kept");
  });

  it("leaves packs alone of which most is wanted, however small the contents are", async () => {
    const { packs, contents } = await ten();
    const before = files();
    await packs.compact();
    expect(files()).toEqual(before);
    packs.drop(contents[0] as Packed);
    await packs.compact();
    expect(files()).toEqual(before.filter((name) => name !== "1"));
  });
});

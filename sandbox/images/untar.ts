/** Reading archives as they stream by (ustar, PAX and GNU long names), so that a reader may stop before a long last member. */
import { text } from "../kernel/bytes.ts";
import { TAR_BLOCK, type TarEntry } from "./tar.ts";

/** A member as it is met. `content` reads the whole member; a member whose content is not asked for is skipped. */
export interface TarMember extends Omit<TarEntry, "content"> {
  readonly size: number;
  content(): Promise<Uint8Array>;
}

/** Not an archive, or a part of one. */
export class BadArchive extends Error {}

/**
 * Members with their paths as a file system takes them: without a leading `./` or slash, the root itself left out. Device files and other
 * members that no image of ours holds are passed over. Throws `BadArchive`.
 */
export async function* untar(stream: AsyncIterable<Uint8Array>): AsyncGenerator<TarMember> {
  for await (const member of readTar(stream)) {
    const path = normal(member.path);
    if (path === "") continue;
    yield member.kind === "hardlink" ? { ...member, path, target: normal(member.target ?? "") } : { ...member, path };
  }
}

/** Members with their paths as written. Throws `BadArchive`. */
export async function* readTar(stream: AsyncIterable<Uint8Array>): AsyncGenerator<TarMember> {
  const source = new Source(stream);
  let pax: Record<string, string> = {};
  while (true) {
    const block = await source.take(TAR_BLOCK);
    if (block.length === 0) return;
    if (block.length < TAR_BLOCK) throw new BadArchive("unexpected EOF");
    if (block.every((byte) => byte === 0)) return;
    const { flag, ...header } = parseHeader(block);
    const size = pax.size === undefined ? header.size : Number(pax.size);
    const room = Math.ceil(size / TAR_BLOCK) * TAR_BLOCK;
    if ("xgLK".includes(flag)) {
      const bytes = (await source.take(room)).subarray(0, size);
      if (flag === "x") pax = { ...pax, ...paxRecords(bytes) };
      if (flag === "L") pax = { ...pax, path: cString(bytes) };
      if (flag === "K") pax = { ...pax, linkpath: cString(bytes) };
      continue;
    }
    const kind = KINDS[flag];
    const before = source.position;
    if (kind) {
      const { target: written, ...known } = header;
      const target = pax.linkpath ?? written;
      const content = async () => (await source.take(room)).subarray(0, size);
      yield { ...known, path: pax.path ?? header.path, kind, size, content, ...(target === "" ? {} : { target }) };
    }
    pax = {};
    await source.skip(before + room - source.position);
  }
}

const KINDS: Readonly<Record<string, TarEntry["kind"]>> = {
  "0": "file",
  "\0": "file",
  "7": "file",
  "1": "hardlink",
  "2": "symlink",
  "5": "directory",
};

function parseHeader(block: Uint8Array) {
  const field = (from: number, length: number) => cString(block.subarray(from, from + length));
  const number = (from: number, length: number) => {
    if (((block[from] as number) & 0x80) !== 0) return block.subarray(from + 4, from + length).reduce((value, byte) => value * 256 + byte, 0);
    return Number.parseInt(field(from, length).trim() || "0", 8);
  };
  const sum = block.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0);
  if (number(148, 8) !== sum) throw new BadArchive("invalid tar header");
  const ustar = field(257, 5) === "ustar";
  const prefix = ustar && block[262] === 0 ? field(345, 155) : "";
  const name = field(0, 100);
  const [uname, gname] = [field(265, 32), field(297, 32)];
  return {
    path: prefix ? `${prefix}/${name}` : name,
    mode: number(100, 8) & 0o7777,
    uid: number(108, 8),
    gid: number(116, 8),
    size: number(124, 12),
    mtime: number(136, 12),
    flag: String.fromCharCode(block[156] as number),
    target: field(157, 100),
    ...(ustar && uname !== "" ? { uname } : {}),
    ...(ustar && gname !== "" ? { gname } : {}),
  };
}

function cString(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return text(end < 0 ? bytes : bytes.subarray(0, end));
}

function paxRecords(bytes: Uint8Array): Record<string, string> {
  const records: Record<string, string> = {};
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(32, at);
    const length = Number(text(bytes.subarray(at, space)));
    if (space < 0 || !(length > 0)) throw new BadArchive("invalid PAX record");
    const record = text(bytes.subarray(space + 1, at + length - 1));
    const equals = record.indexOf("=");
    records[record.slice(0, equals)] = record.slice(equals + 1);
    at += length;
  }
  return records;
}

/** Without leading `./` and slashes, without `..` that would leave the root. */
function normal(path: string): string {
  const out: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") out.pop();
    else out.push(part);
  }
  return out.join("/");
}

/** Exact numbers of bytes from a stream of chunks. */
class Source {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #chunk: Uint8Array = new Uint8Array(0);
  #at = 0;
  position = 0;

  constructor(stream: AsyncIterable<Uint8Array>) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  /** `count` bytes, fewer only at the end. */
  async take(count: number): Promise<Uint8Array> {
    const out = new Uint8Array(count);
    let have = 0;
    while (have < count && (await this.#more())) {
      const piece = this.#chunk.subarray(this.#at, this.#at + count - have);
      out.set(piece, have);
      this.#advance(piece.length);
      have += piece.length;
    }
    return out.subarray(0, have);
  }

  async skip(count: number): Promise<void> {
    let left = count;
    while (left > 0 && (await this.#more())) {
      const step = Math.min(left, this.#chunk.length - this.#at);
      this.#advance(step);
      left -= step;
    }
  }

  #advance(count: number): void {
    this.#at += count;
    this.position += count;
  }

  async #more(): Promise<boolean> {
    while (this.#at >= this.#chunk.length) {
      const next = await this.#chunks.next();
      if (next.done) return false;
      this.#chunk = next.value;
      this.#at = 0;
    }
    return true;
  }
}

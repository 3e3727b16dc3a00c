/** Writing ustar archives: deterministic (no clock, no owner names), with PAX records only where ustar has no room. */
import { concat, utf8 } from "../kernel/bytes.ts";

export const TAR_BLOCK = 512;

/** One member of an archive. Paths have no leading slash; directories need no trailing one. */
export interface TarEntry {
  readonly path: string;
  readonly kind: "file" | "directory" | "symlink" | "hardlink";
  /** Permission bits, 0o755. */
  readonly mode: number;
  /** Seconds since 1970. */
  readonly mtime: number;
  readonly uid?: number;
  readonly gid?: number;
  /** Names of owner and group; archives of images leave them out. */
  readonly uname?: string;
  readonly gname?: string;
  readonly content?: Uint8Array;
  /** Of a symlink or hard link. */
  readonly target?: string;
}

const TYPE_FLAGS = { file: "0", hardlink: "1", symlink: "2", directory: "5" } as const;

/** A header block for a member of `size` bytes, preceded by its PAX records where the name is too long or not ASCII. */
export function tarHeader(entry: Omit<TarEntry, "content">, size: number): Uint8Array {
  const path = entry.kind === "directory" && !entry.path.endsWith("/") ? `${entry.path}/` : entry.path;
  const pax: string[] = [];
  const place = splitPath(path);
  if (!place) pax.push(paxRecord("path", path));
  const target = entry.target ?? "";
  if (utf8(target).length > 100) pax.push(paxRecord("linkpath", target));
  const header = headerBlock(
    {
      ...entry,
      name: place?.name ?? truncated(path, 100),
      prefix: place?.prefix ?? "",
      target: truncated(target, 100),
      flag: TYPE_FLAGS[entry.kind],
    },
    size,
  );
  if (pax.length === 0) return header;
  const records = utf8(pax.join(""));
  const paxHeader = headerBlock({ mode: 0o644, mtime: entry.mtime, name: "././@PaxHeader", prefix: "", target: "", flag: "x" }, records.length);
  return concat([paxHeader, padded(records), header]);
}

/** A whole archive, ended by two empty blocks. */
export function tarOf(entries: readonly TarEntry[]): Uint8Array {
  return concat([...members(entries), new Uint8Array(2 * TAR_BLOCK)]);
}

/** Headers and padded contents without the end mark. */
export function members(entries: readonly TarEntry[]): Uint8Array[] {
  return entries.flatMap((entry) => {
    const content = entry.kind === "file" ? (entry.content ?? new Uint8Array(0)) : new Uint8Array(0);
    return [tarHeader(entry, content.length), padded(content)];
  });
}

interface HeaderFields {
  readonly name: string;
  readonly prefix: string;
  readonly mode: number;
  readonly mtime: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly uname?: string;
  readonly gname?: string;
  readonly target: string;
  readonly flag: string;
}

function headerBlock(fields: HeaderFields, size: number): Uint8Array {
  const block = new Uint8Array(TAR_BLOCK);
  const put = (at: number, text: string) => block.set(utf8(text), at);
  put(0, fields.name);
  put(100, octal(fields.mode & 0o7777, 7));
  put(108, octal(fields.uid ?? 0, 7));
  put(116, octal(fields.gid ?? 0, 7));
  put(124, octal(size, 11));
  put(136, octal(Math.max(0, Math.floor(fields.mtime)), 11));
  put(148, "        ");
  put(156, fields.flag);
  put(157, fields.target);
  put(257, "ustar\0" + "00");
  put(265, truncated(fields.uname ?? "", 31));
  put(297, truncated(fields.gname ?? "", 31));
  put(345, fields.prefix);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(148, `${octal(sum, 6)}\0 `);
  return block;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, "0");
}

/** ustar's two name fields, or undefined when the path does not fit them. */
function splitPath(path: string): { name: string; prefix: string } | undefined {
  const bytes = utf8(path);
  if (bytes.length !== path.length) return undefined;
  if (path.length <= 100) return { name: path, prefix: "" };
  for (let cut = path.indexOf("/"); cut >= 0; cut = path.indexOf("/", cut + 1)) {
    const [prefix, name] = [path.slice(0, cut), path.slice(cut + 1)];
    if (prefix.length <= 155 && name.length > 0 && name.length <= 100) return { name, prefix };
  }
  return undefined;
}

/** `length key=value\n`, where the length counts its own digits. */
function paxRecord(key: string, value: string): string {
  const rest = utf8(` ${key}=${value}\n`).length;
  let length = rest + String(rest).length;
  if (String(length).length + rest !== length) length = rest + String(length).length;
  return `${length} ${key}=${value}\n`;
}

function truncated(text: string, limit: number): string {
  let cut = text;
  while (utf8(cut).length > limit) cut = cut.slice(0, -1);
  return cut;
}

function padded(content: Uint8Array): Uint8Array {
  const over = content.length % TAR_BLOCK;
  return over === 0 ? content : concat([content, new Uint8Array(TAR_BLOCK - over)]);
}

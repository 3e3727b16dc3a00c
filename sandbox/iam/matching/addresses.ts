/** IP addresses and networks in CIDR form, version 4 and 6 (RFC 4632, RFC 4291). */

export interface Network {
  readonly bits: number;
  /** Four bytes, or sixteen. */
  readonly bytes: readonly number[];
}

function version4(text: string): number[] | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return parts.map(Number);
}

function groups(text: string): number[] | undefined {
  if (text === "") return [];
  const parts = text.split(":");
  const last = parts.at(-1) ?? "";
  const tail = last.includes(".") ? version4(last) : undefined;
  if (last.includes(".") && !tail) return undefined;
  const words = tail ? parts.slice(0, -1) : parts;
  if (!words.every((word) => /^[0-9a-f]{1,4}$/i.test(word))) return undefined;
  const bytes = words.flatMap((word) => [Number.parseInt(word, 16) >> 8, Number.parseInt(word, 16) & 255]);
  return tail ? [...bytes, ...tail] : bytes;
}

function version6(text: string): number[] | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map(groups);
  if (!head || (halves.length === 2 && !tail)) return undefined;
  if (halves.length === 1) return head.length === 16 ? head : undefined;
  const missing = 16 - head.length - (tail as number[]).length;
  return missing >= 2 ? [...head, ...Array<number>(missing).fill(0), ...(tail as number[])] : undefined;
}

/** The bytes of an address; undefined when it is none. */
export function readAddress(text: string): number[] | undefined {
  return text.includes(":") ? version6(text) : version4(text);
}

/** An address alone is a network of one. */
export function readNetwork(text: string): Network | undefined {
  const [address = "", length, ...rest] = text.split("/");
  const bytes = readAddress(address);
  if (!bytes || rest.length > 0) return undefined;
  const bits = length === undefined ? bytes.length * 8 : /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN;
  return bits <= bytes.length * 8 ? { bits, bytes } : undefined;
}

export function inNetwork(address: readonly number[], { bits, bytes }: Network): boolean {
  if (address.length !== bytes.length) return false;
  for (let index = 0, left = bits; left > 0; index++, left -= 8) {
    const mask = left >= 8 ? 255 : (255 << (8 - left)) & 255;
    if (((address[index] as number) & mask) !== ((bytes[index] as number) & mask)) return false;
  }
  return true;
}

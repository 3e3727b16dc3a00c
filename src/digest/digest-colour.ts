/**
 * Digest to container look. Pure, no state, no lookup by order of arrival: the same digest looks the same in every pane, lesson,
 * theme and browser. A learner can do it by hand: the first hex digit is the paint, the second the mark, the first four the label.
 */

/** Name and hex of each paint, by first hex digit; the style sheet holds the same colours as `--p0` to `--pf`. */
export const PAINTS: readonly (readonly [name: string, paint: string])[] = [
  ["rose", "#df7c99"],
  ["oxide", "#852a03"],
  ["bronze", "#b57300"],
  ["maize", "#f6c468"],
  ["olive", "#605c00"],
  ["lichen", "#a9a73f"],
  ["celery", "#b6db9e"],
  ["jade", "#2aa679"],
  ["pine", "#346c64"],
  ["ice", "#79def2"],
  ["marine", "#0f73b2"],
  ["sky", "#6fb3f7"],
  ["navy", "#304594"],
  ["iris", "#8d80da"],
  ["shell", "#d6b9d0"],
  ["plum", "#792961"],
];

/** Marks by the lower three bits of the second hex digit; its highest bit says at which end the mark stands. */
export const MARKS: readonly string[] = ["plain", "bar", "two bars", "stripes", "band", "dots", "corner", "checks"];

/** How one digest is drawn. `known` is false for a malformed digest, which stays unpainted. */
export interface ContainerLook {
  readonly known: boolean;
  /** Class names: paint, mark, and `rt` for a mark at the right end. */
  readonly classes: string;
  readonly paint: string;
  readonly label: string;
  /** For screen readers: "layer 7 f 3 7, jade, checks right". */
  readonly spoken: string;
}

const HEX = /^(?:sha(?:256|512):)?([0-9a-f]{12,})$/;

/** The hex digits of `sha256:<hex>` or of bare hex, at least twelve; undefined for anything else. */
export function hexOf(digest: string): string | undefined {
  return HEX.exec(digest)?.[1];
}

export function containerLook(digest: string, length = 4): ContainerLook {
  const hex = hexOf(digest);
  if (hex === undefined) return { known: false, classes: "unknown", paint: "", label: "????", spoken: "unknown layer" };
  const [first, second] = [hex.slice(0, 1), Number.parseInt(hex.slice(1, 2), 16)];
  const [name, paint] = PAINTS[Number.parseInt(first, 16)] as readonly [string, string];
  const kind = second & 7;
  const end = second & 8 ? "right" : "left";
  const label = hex.slice(0, length);
  return {
    known: true,
    classes: `d${first} k${kind}${second & 8 ? " rt" : ""}`,
    paint,
    label,
    spoken: `layer ${[...label].join(" ")}, ${name}, ${MARKS[kind]}${kind ? ` ${end}` : ""}`,
  };
}

/** Shortest label that tells the digests on one screen apart: 4 digits at least, 12 at most. */
export function labelLength(digests: Iterable<string>): number {
  const all = new Set([...digests].map(hexOf).filter((hex) => hex !== undefined));
  let length = 4;
  while (length < 12 && new Set([...all].map((hex) => hex.slice(0, length))).size < all.size) length++;
  return length;
}

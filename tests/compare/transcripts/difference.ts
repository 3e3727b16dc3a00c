/** Where two plays of one command differ, once everything is evened out that cannot be the same twice. */
import type { Played } from "./played.ts";

/** Lines that stand only on one side, at one place of what a command printed. `? 254` is the line of an exit status. */
export interface Difference {
  readonly transcript: string;
  readonly generation: 1 | 2;
  readonly command: string;
  readonly here: readonly string[];
  readonly real: readonly string[];
}

/** What cannot be the same twice, how it is written for the comparison, and what it is: in order. */
export const EVENED: readonly (readonly [RegExp, string, string])[] = [
  [/sha256:[0-9a-f]{64}/g, "sha256:…", "digests: the real engine compresses layers anew"],
  [/\b[0-9a-f]{64}\b/g, "HEX", "IDs of grants"],
  [/\b(AKIA|ASIA|AIDA|AROA|AGPA|ANPA)[A-Z2-7]{12,}/g, "$1…", "IDs of keys, users, roles, groups and policies"],
  [
    /("?(?:SecretAccessKey|SessionToken|NextToken|nextToken|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN)"?(?:: "|=))[^"\s]*/g,
    "$1…",
    "secrets, and tokens of sessions and of the next page",
  ],
  [/\beyJ[A-Za-z0-9+/=._-]{40,}/g, "eyJ…", "passwords of registries"],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, "UUID", "UUIDs"],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:\+00:00|Z|\b)/g, "TIME", "times"],
  [/\b1[789]\d{8}(?:\.\d+)?\b/g, "TIME", "times as generation 1 prints them"],
  [/(secret:[\w/-]+-)[A-Za-z0-9]{6}\b/g, "$1…", "six letters at the end of a secret's ARN"],
  [/\*{16}[A-Z0-9]{4}/g, "****************…", "the last letters of a hidden key"],
  [/^[0-9a-f]{40}\.json$/g, "….json", "names of files in `~/.aws/cli/cache`"],
  [/\b(?![0-9]{12}\b)[0-9a-f]{12}\b(?!-)/g, "<id>", "short IDs of images and layers"],
  [/(digest: sha256:… size: )\d+/g, "$1…", "bytes of a pushed manifest"],
];

/** What a layer passes through on its way, at times or not at all: left out on both sides. */
const PASSING = /^<id>: (?:Waiting|Verifying Checksum|Download complete|Retrying in \d+ seconds?)$/;
export const LEFT_OUT = "states that a layer passes through on its way, and the seconds to its next try";

export function even(line: string): string {
  return EVENED.reduce((text, [pattern, written]) => text.replace(pattern, written), line).trimEnd();
}

/** Differing places by the longest common run of lines. */
export function hunks(here: readonly string[], real: readonly string[]): { here: string[]; real: string[] }[] {
  const longest = Array.from({ length: here.length + 1 }, () => new Array<number>(real.length + 1).fill(0));
  const at = (row: number, column: number) => longest[row]?.[column] ?? 0;
  for (let row = here.length - 1; row >= 0; row--) {
    for (let column = real.length - 1; column >= 0; column--) {
      const same = here[row] === real[column];
      (longest[row] as number[])[column] = same ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const found: { here: string[]; real: string[] }[] = [];
  let open: { here: string[]; real: string[] } | undefined;
  const place = () => {
    if (!open) {
      open = { here: [], real: [] };
      found.push(open);
    }
    return open;
  };
  let [row, column] = [0, 0];
  while (row < here.length || column < real.length) {
    if (row < here.length && column < real.length && here[row] === real[column]) {
      open = undefined;
      row++;
      column++;
    } else if (column >= real.length || (row < here.length && at(row + 1, column) >= at(row, column + 1))) place().here.push(here[row++] as string);
    else place().real.push(real[column++] as string);
  }
  return found;
}

export function differences(where: Pick<Difference, "transcript" | "generation" | "command">, here: Played, real: Played): readonly Difference[] {
  const all = ({ lines, status }: Played) => [...lines.map(even).filter((line) => !PASSING.test(line)), ...(status === 0 ? [] : [`? ${status}`])];
  return hunks(all(here), all(real)).map((hunk) => ({ ...where, ...hunk }));
}

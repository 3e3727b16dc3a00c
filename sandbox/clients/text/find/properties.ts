/** find's tests of a file's properties: name, kind, size, age, permissions. */
import type { FileStat } from "../../../shell/files/file-system.ts";
import { basename } from "../../../shell/files/paths.ts";
import { patternRegExp } from "../../../shell/interpreter/expand/pattern.ts";
import type { ProgramContext } from "../../../shell/program.ts";
import { changedMode } from "../files.ts";
import { pathOf } from "../kit.ts";

/** A file on the way, as it is tested. */
export interface Found {
  readonly shown: string;
  readonly path: string;
  readonly stat: FileStat;
  readonly depth: number;
  prune: boolean;
}

export type Test = (found: Found) => Promise<boolean>;

/** A mistake in the expression; without words, the end that `-quit` asks for. */
export class FindError extends Error {}

function amount(text: string, option: string): (value: number) => boolean {
  const match = /^([-+]?)(\d+)$/.exec(text);
  if (!match) throw new FindError(`invalid argument \`${text}' to \`${option}'`);
  const wanted = Number(match[2]);
  return (value) => (match[1] === "+" ? value > wanted : match[1] === "-" ? value < wanted : value === wanted);
}

type Property = (context: ProgramContext, option: string, value: () => string) => Test;

const byName =
  (shownAs: (shown: string) => string): Property =>
  (_context, option, value) => {
    const matcher = patternRegExp(value(), { ignoreCase: option.startsWith("-i") });
    return async ({ shown }) => matcher.test(shownAs(shown));
  };

const byAge =
  (unit: number): Property =>
  ({ clock }, option, value) => {
    const matches = amount(value(), option);
    return async ({ stat }) => matches(Math.floor((clock.now() - stat.mtime) / unit));
  };

const byPath = byName((shown) => shown);

const byKind: Property = (_context, _option, value) => {
  const kinds = value()
    .split(",")
    .map((letter) => ({ f: "file", d: "directory", l: "symlink" })[letter as "f"] ?? "none");
  return async ({ stat }) => kinds.includes(stat.kind);
};

const bySize: Property = (_context, option, value) => {
  const text = value();
  const unit = { c: 1, w: 2, k: 1024, M: 1_048_576, G: 1_073_741_824, b: 512 }[text.slice(-1) as "c"] ?? 512;
  const matches = amount(text.replace(/[cwkMGb]$/, ""), option);
  return async ({ stat }) => matches(Math.ceil(stat.size / unit));
};

const byMode: Property = (_context, _option, value) => {
  const text = value();
  const wanted = changedMode(text.replace(/^[-/]/, ""), 0, false) ?? 0;
  return async ({ stat }) =>
    text.startsWith("-") ? (stat.mode & wanted) === wanted : text.startsWith("/") ? (stat.mode & wanted) !== 0 : (stat.mode & 0o7777) === wanted;
};

const PROPERTIES: ReadonlyMap<string, Property> = new Map<string, Property>([
  ["-name", byName(basename)],
  ["-iname", byName(basename)],
  ["-path", byPath],
  ["-wholename", byPath],
  ["-ipath", byPath],
  [
    "-regex",
    (_context, _option, value) => {
      const matcher = new RegExp(`^(?:${value()})$`);
      return async ({ shown }) => matcher.test(shown);
    },
  ],
  ["-type", byKind],
  [
    "-empty",
    ({ files }) =>
      async ({ stat, path }) =>
        stat.kind === "directory" ? files.list(path).length === 0 : stat.size === 0,
  ],
  ["-size", bySize],
  ["-mtime", byAge(86_400_000)],
  ["-mmin", byAge(60_000)],
  [
    "-newer",
    (context, _option, value) => {
      const reference = context.files.stat(pathOf(context, value()))?.mtime ?? 0;
      return async ({ stat }) => stat.mtime > reference;
    },
  ],
  ["-perm", byMode],
  [
    "-executable",
    () =>
      async ({ stat }) =>
        (stat.mode & 0o111) !== 0,
  ],
  ["-true", () => async () => true],
  ["-false", () => async () => false],
]);

/** The test that an option asks of a file's properties; undefined when the option is of another kind. `value` takes the option's argument. */
export function propertyTest(context: ProgramContext, option: string, value: () => string): Test | undefined {
  return PROPERTIES.get(option)?.(context, option, value);
}

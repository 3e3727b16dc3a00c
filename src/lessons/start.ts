/**
 * Where a lesson begins (FORMAT §2 `start:`, §6): a named world, the start or the end of another lesson, a broken world; with the
 * lesson's own `start.yaml` and `home/` laid over it. Everything is data: what has to be played is only listed here.
 */
import { type Data, isMap, mergePatch, readYaml } from "./data.ts";
import type { Made, MadeStep } from "./engine.ts";
import { LessonError } from "./problem.ts";
import { parseSolution } from "./solution.ts";
import type { Validate } from "./task.ts";
import { fill, pick, type Values } from "./variables.ts";

export type Files = Readonly<Record<string, string>>;

/** A lesson's folder: its files by path, and its name in errors, `lessons/foundations/first-flight/`. */
export interface Folder {
  readonly folder: string;
  readonly files: Files;
}

/** What a start may refer to. */
export interface Library {
  /** Texts of `lessons/worlds/*.yaml` by name. */
  readonly worlds: Readonly<Record<string, string>>;
  /** Folders of lessons by slug; the broken world of one lies in its `repair/`. */
  readonly lessons: Readonly<Record<string, Folder>>;
  readonly validate?: Validate;
}

/** One thing after the other that makes a start. Texts are as written, variables still in place. */
export type Piece =
  | { readonly kind: "patch"; readonly text: string; readonly file: string }
  | { readonly kind: "data"; readonly patch: Data }
  | { readonly kind: "home"; readonly files: Files }
  | { readonly kind: "solution"; readonly slug: string; readonly text: string; readonly file: string }
  | { readonly kind: "after"; readonly by: string };

export interface Start {
  readonly world: Data;
  readonly made?: Made;
  /** Values of the variables, and of `{{registry}}`, `{{account}}`, `{{region}}`. */
  readonly values: Values;
  readonly picked: Readonly<Record<string, string>>;
}

interface Chain {
  readonly pieces: readonly Piece[];
  /** `vary` of everything it is made of, the first one first. */
  readonly varies: readonly unknown[];
}

/** The pieces of `start: world:repo`, `lesson:x`, `solution:x`, `repair:x`. `file` is where it stands. */
export function chainOf(start: string, library: Library, file: string, seen: readonly string[] = []): Chain {
  const [kind = "", name = ""] = start.split(":");
  if (kind === "world") return worldChain(name, library.worlds, file);
  if (!["lesson", "solution", "repair"].includes(kind))
    throw new LessonError(file, 1, `start: ${start} is none of world:, lesson:, solution:, repair:`);
  if (seen.includes(start)) throw new LessonError(file, 1, `starts in a circle: ${[...seen, start].join(", ")}`);
  const other = library.lessons[name];
  const folder = other && kind === "repair" ? repairOf(other) : other;
  const source = folder?.files["lesson.md"];
  if (!folder || source === undefined)
    throw new LessonError(file, 1, `start: ${start}, and there is no such ${kind === "repair" ? "broken world" : "lesson"}`);
  const front = frontOf(source, `${folder.folder}lesson.md`);
  const before = chainOf(String(front.start ?? "world:blank"), library, `${folder.folder}lesson.md`, [...seen, start]);
  const text = folder.files["solution.sh"] ?? "";
  return {
    pieces: [
      ...before.pieces,
      ...ownPieces(folder),
      ...(kind === "solution" ? [{ kind: "solution" as const, slug: name, text, file: `${folder.folder}solution.sh` }] : []),
    ],
    varies: [...before.varies, front.vary],
  };
}

/** What a folder lays over its start. */
export function ownPieces({ folder, files }: Folder): Piece[] {
  const home = within(files, "home/");
  return [
    ...(files["start.yaml"] === undefined ? [] : [{ kind: "patch" as const, text: files["start.yaml"], file: `${folder}start.yaml` }]),
    ...(Object.keys(home).length === 0 ? [] : [{ kind: "home" as const, files: home }]),
  ];
}

/** The broken world beside a lesson, as a folder of its own. */
export function repairOf({ folder, files }: Folder): Folder {
  return { folder: `${folder}repair/`, files: within(files, "repair/") };
}

function within(files: Files, prefix: string): Files {
  return Object.fromEntries(Object.entries(files).flatMap(([path, text]) => (path.startsWith(prefix) ? [[path.slice(prefix.length), text]] : [])));
}

/** The world of that name and those it extends, the first one first. */
function worldChain(name: string, worlds: Library["worlds"], file: string): Chain {
  const chain: { readonly name: string; readonly text: string; readonly data: Data }[] = [];
  for (let next: string | undefined = name; next !== undefined; ) {
    const text: string | undefined = worlds[next];
    if (text === undefined || chain.some((one) => one.name === next)) throw new LessonError(file, 1, `there is no world "${next}"`);
    const data = readYaml(text, worldFile(next));
    if (!isMap(data)) throw new LessonError(worldFile(next), 1, "a world is a mapping");
    chain.unshift({ name: next, text, data });
    next = typeof data.extends === "string" ? data.extends : undefined;
  }
  return {
    pieces: chain.map(({ name: own, text }) => ({ kind: "patch", text, file: worldFile(own) })),
    varies: chain.map(({ data }) => data.vary),
  };
}

function worldFile(name: string): string {
  return `lessons/worlds/${name}.yaml`;
}

/** The start that pieces make, with one value for each variable; `given` values win over what the seed picks. */
export function startOf(chain: Chain, library: Library, { seed, given = {} }: { seed?: string | undefined; given?: Values } = {}): Start {
  const picked = { ...pick(chain.varies, seed), ...given };
  const values: Values = { ...picked, ...registryValues(merged(chain.pieces, picked)) };
  for (const piece of chain.pieces) {
    if (piece.kind !== "patch") continue;
    const fault = library.validate?.("patch", readYaml(fill(piece.text, values), piece.file))[0];
    if (fault !== undefined) throw new LessonError(piece.file, 1, fault);
  }
  const world = merged(chain.pieces, values);
  return { world, picked, values, ...made(chain.pieces, values) };
}

/** All patches of the pieces as one. */
function merged(pieces: readonly Piece[], values: Values): Data {
  const all = pieces.reduce<unknown>((world, piece) => mergePatch(world, patchOf(piece, values)), {}) as Data;
  const { extends: _extends, about: _about, vary: _vary, ...world } = all;
  return { ...world, files: isMap(world.files) ? world.files : {} };
}

function patchOf(piece: Piece, values: Values): unknown {
  switch (piece.kind) {
    case "patch":
      return readYaml(fill(piece.text, values), piece.file);
    case "data":
      return piece.patch;
    case "home":
      return { files: Object.fromEntries(Object.entries(piece.files).map(([path, text]) => [path, fill(text, values)])) };
    default:
      return {};
  }
}

/** What has to be played after the first patches; nothing when nothing has. */
function made(pieces: readonly Piece[], values: Values): { made?: Made } {
  const first = pieces.findIndex(({ kind }) => kind === "solution" || kind === "after");
  if (first < 0) return {};
  const steps = pieces.slice(first).flatMap((piece, index): MadeStep[] => {
    if (piece.kind === "after") return [{ kind: "after", by: piece.by }];
    if (piece.kind === "solution") return [{ kind: "run", lines: played(piece, merged(pieces.slice(0, first + index), values), values) }];
    return [{ kind: "given", patch: patchOf(piece, values) as Data }];
  });
  const whose = pieces.find(({ kind }) => kind === "solution");
  return { made: { name: whose?.kind === "solution" ? whose.slug : "proof", from: merged(pieces.slice(0, first), values), steps } };
}

/** Lines of a solution, and whoever comes when one of its tasks is done. */
function played({ text, file }: Extract<Piece, { kind: "solution" }>, world: Data, values: Values): string[] {
  const visits = Array.isArray(world.visits) ? world.visits.filter(isMap) : [];
  return Object.entries(parseSolution(fill(text, values), file)).flatMap(([task, lines]) => [
    ...lines.map(({ line }) => line),
    ...visits.filter(({ when }) => when === task).map(({ name }) => `visit ${String(name)}`),
  ]);
}

/** What `{{registry}}`, `{{account}}` and `{{region}}` stand for. */
function registryValues(world: Data): { registry: string; account: string; region: string } {
  const account = String(world.account ?? "111122223333");
  const region = String(world.region ?? "us-east-1");
  return { account, region, registry: `${account}.dkr.ecr.${region}.amazonaws.com` };
}

/** Front matter as text, its first line being line 2 of the file. */
export function frontText(source: string): string {
  return /^---\n([\s\S]*?)\n---(\n|$)/.exec(source)?.[1] ?? "";
}

export function frontOf(source: string, file: string): Data {
  if (!/^---\n[\s\S]*?\n---(\n|$)/.test(source)) throw new LessonError(file, 1, "a lesson begins with front matter between two lines `---`");
  const front = readYaml(frontText(source), file, 2);
  if (!isMap(front)) throw new LessonError(file, 1, "front matter is a mapping");
  return front;
}

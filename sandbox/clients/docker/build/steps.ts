/** Instructions that change files: WORKDIR, COPY, ADD, RUN. Each makes a layer, or finds it in the cache. */
import { text } from "../../../kernel/bytes.ts";
import type { FileSystem } from "../../../shell/files/file-system.ts";
import { join } from "../../../shell/files/paths.ts";
import type { Output, ProgramContext } from "../../../shell/program.ts";
import { HONEST, lookUp, runInContainer } from "../run/container.ts";
import type { BuildCache, BuiltLayer } from "./cache.ts";
import type { Source } from "./context.ts";
import { arrive, CopyError, find, heredocEntry, makeFolder } from "./copy.ts";
import { BadDockerfile, type Instruction } from "./parse.ts";
import type { Step } from "./report.ts";
import { DEFAULT_PATH, type Stage } from "./stage.ts";
import { expand, expandBody, words } from "./words.ts";

export interface Making {
  readonly context: ProgramContext;
  readonly cache: BuildCache;
  readonly useCache: boolean;
  readonly stage: Stage;
  readonly instruction: Instruction;
}

/** A RUN step that ended with another status than 0. */
export class StepFailure extends Error {
  readonly status: number;
  readonly output: readonly string[];
  constructor(message: string, status: number, output: readonly string[]) {
    super(message);
    this.status = status;
    this.output = output;
  }
}

/** Instructions that count as steps of a build. */
export function isStep({ keyword }: Instruction): boolean {
  return ["ADD", "COPY", "RUN", "WORKDIR"].includes(keyword);
}

/** The root is there already: to go there is counted, but no step. */
export function isAtRoot(stage: Stage, { keyword, text: source }: Instruction): boolean {
  return keyword === "WORKDIR" && folderOf(stage, source) === "/";
}

function folderOf({ settings, variables }: Stage, path: string): string {
  return join(settings.WorkingDir || "/", expand(path, variables));
}

/** A step done from the cache, or by `work`; tells which. */
async function made(making: Making, parts: readonly string[], createdBy: string, work: () => Promise<BuiltLayer | null>): Promise<"done" | "cached"> {
  const { cache, stage, useCache } = making;
  const key = cache.key(stage.key, createdBy, ...parts);
  const known = useCache ? cache.find(key) : undefined;
  const layer = known === undefined ? await work() : known;
  stage.add(layer, createdBy, known === undefined ? "here" : "cached");
  stage.key = key;
  if (known !== undefined) return "cached";
  await cache.keep(key, layer);
  return "done";
}

export function workdir(making: Making): Promise<"done" | "cached"> {
  const { stage, instruction } = making;
  const path = folderOf(stage, instruction.text);
  stage.set({ WorkingDir: path });
  return made(making, [], `WORKDIR ${path}`, async () => {
    const overlay = await stage.overlay();
    makeFolder(path, overlay.files);
    return stage.commitChanges(await overlay.takeChanges());
  });
}

export async function copy(making: Making, from: Source): Promise<"done" | "cached"> {
  const { stage, instruction, context } = making;
  const { keyword, json, text: source, heredocs } = instruction;
  const flags = Object.fromEntries(Object.entries(instruction.flags).map(([name, value]) => [name, expand(value, stage.variables)]));
  const all = json ? json.map((word) => expand(word, stage.variables)) : words(source, stage.variables);
  const destination = all.at(-1);
  if (destination === undefined || all.length < 2)
    throw new BadDockerfile(
      `${keyword} requires at least two arguments, but only one was provided. Destination could not be determined`,
      instruction.line,
    );
  const bodies = heredocs.map(({ name, content, raw }) =>
    heredocEntry(name, raw ? content : expandBody(content, stage.variables), context.clock.now()),
  );
  const sources = all.slice(0, -1).map((word) => word.replace(/^<<-?/, ""));
  if (sources.some((word) => /^(https?|git):/.test(word)))
    throw new CopyError("failed to load cache key: the sandbox's builds have no network but Docker Hub: ADD of a URL does not work here");
  const plan = {
    destination,
    workdir: stage.settings.WorkingDir || "/",
    unpack: keyword === "ADD",
    mount: `/var/lib/docker/tmp/buildkit-mount${context.clock.now() % 10 ** 10}`,
    ...(flags.chmod === undefined ? {} : { mode: modeOf(flags.chmod, instruction) }),
  };
  const overlay = await stage.overlay();
  const found = find({ entries: [...from.entries, ...bodies] }, sources);
  const { hasher } = context;
  const contents: string[] = [];
  for (const { name, entry, below } of found)
    for (const each of [entry, ...below])
      contents.push(
        `${name} ${each.path} ${each.kind} ${each.mode} ${each.target ?? ""} ${each.kind === "file" ? [...hasher.sha256(await each.read())].join() : ""}`,
      );
  const options = Object.entries(flags)
    .map(([name, value]) => `--${name}=${value} `)
    .join("");
  return made(making, contents, `${keyword} ${options}${sources.join(" ")} ${destination} # buildkit`, async () => {
    const landed = await arrive(found, plan, overlay.files);
    const owner = await ownerOf(flags.chown, overlay.files);
    const changes = await overlay.takeChanges();
    return stage.commitChanges(changes.map((entry) => ({ ...entry, ...landed.get(entry.path), ...owner })));
  });
}

/** Permission bits of `--chmod`, in octal digits. */
function modeOf(chmod: string, { line }: Instruction): number {
  const mode = /^[0-7]+$/.test(chmod) ? Number.parseInt(chmod, 8) : Number.NaN;
  if (mode <= 0o7777) return mode;
  throw new BadDockerfile(`invalid chmod parameter: '${chmod}'. it should be octal string and between 0 and 07777`, line);
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Numbers of `--chown=user:group`; names are looked up in the image, and one that is not there counts as root. */
async function ownerOf(chown: string | undefined, files: Pick<FileSystem, "stat" | "read">): Promise<Owner | undefined> {
  if (chown === undefined) return undefined;
  const [user = "", group = ""] = chown.split(":");
  const lookUp = async (name: string, file: string) => {
    if (/^\d+$/.test(name)) return [Number(name), Number(name)];
    const lines = files.stat(file) ? text(await files.read(file)).split("\n") : [];
    const [, , ...ids] = lines.find((line) => line.startsWith(`${name}:`))?.split(":") ?? [];
    return ids.map(Number);
  };
  const [uid = 0, own = 0] = user === "" ? [] : await lookUp(user, "/etc/passwd");
  const [gid = own] = group === "" ? [] : await lookUp(group, "/etc/group");
  return { uid, gid };
}

/** `RUN <<EOF`: the body is the command. */
export function isOnlyHeredoc(source: string): boolean {
  return /^<<-?["']?\w+["']?$/.test(source);
}

export async function run(making: Making, step: Step): Promise<"done" | "cached"> {
  const { stage, instruction, context } = making;
  const { json, text: source, heredocs } = instruction;
  const [body] = heredocs;
  const shell = stage.settings.Shell ?? ["/bin/sh", "-c"];
  const argv = json && heredocs.length === 0 ? [...json] : [...shell, body && isOnlyHeredoc(source) ? body.content : source];
  if (argv.length === 0) throw new BadDockerfile("failed to marshal LLB definition: arguments are required");
  const { variables } = stage;
  const args = Object.keys(stage.args).map((name): [string, string] => [name, variables[name] ?? ""]);
  const prefix = args.length === 0 ? "" : `|${args.length} ${args.map(([name, value]) => `${name}=${value}`).join(" ")} `;
  const shown = json ? argv.join(" ") : `${shell.join(" ")} ${source}`;
  return made(making, [body?.content ?? ""], `RUN ${prefix}${shown} # buildkit`, async () => {
    const overlay = await stage.overlay();
    await runArguments({ context, stage, argv, shown, env: Object.fromEntries(args.filter(([name]) => variables[name] !== undefined)), step });
    return stage.commitChanges(await overlay.takeChanges());
  });
}

interface RunAsked {
  readonly context: ProgramContext;
  readonly stage: Stage;
  readonly argv: readonly string[];
  readonly shown: string;
  readonly env: Readonly<Record<string, string>>;
  readonly step: Step;
}

async function runArguments({ context, stage, argv, shown, env, step }: RunAsked): Promise<void> {
  const { files } = await stage.overlay();
  const output: string[] = [];
  const lines = lineWriter(async (line) => {
    output.push(line);
    await step.print(line);
  });
  const stdin = { isTty: false, read: async () => undefined, line: async () => undefined, all: async () => new Uint8Array(0) };
  const [program = ""] = argv;
  const path = stage.environment.PATH ?? DEFAULT_PATH;
  if (lookUp(files, program, path, stage.settings.WorkingDir || "/") === undefined) {
    const why = program.includes("/") ? `stat ${program}: no such file or directory` : "executable file not found in $PATH";
    await lines.output.write(`runc run failed: unable to start container process: exec: ${JSON.stringify(program)}: ${why}\n${HONEST}\n`);
    throw new StepFailure(`process ${JSON.stringify(shown)} did not complete successfully: exit code: 127`, 127, output);
  }
  const status = await runInContainer({ context, files, settings: stage.settings, env, stdin, stdout: lines.output, stderr: lines.output }, argv);
  await lines.end();
  context.signal.throwIfAborted();
  if (status !== 0) throw new StepFailure(`process ${JSON.stringify(shown)} did not complete successfully: exit code: ${status}`, status, output);
}

/** Cuts what is written into lines. */
function lineWriter(each: (line: string) => Promise<void>): { output: Output; end(): Promise<void> } {
  let rest = "";
  return {
    output: {
      isTty: false,
      async write(content) {
        const parts = (rest + (typeof content === "string" ? content : text(content))).split("\n");
        rest = parts.pop() ?? "";
        for (const part of parts) await each(part);
      },
    },
    async end() {
      if (rest !== "") await each(rest);
      rest = "";
    },
  };
}

/** Instructions that change files: WORKDIR, COPY, ADD, RUN. Each makes a layer, or finds it in the cache. */

import type { TarEntry } from "../../../images/tar.ts";
import { text } from "../../../kernel/bytes.ts";
import { join } from "../../../shell/files/paths.ts";
import type { Output, ProgramContext } from "../../../shell/program.ts";
import { HONEST, lookUp, runInContainer } from "../run/container.ts";
import type { BuildCache, BuiltLayer } from "./cache.ts";
import type { Source } from "./context.ts";
import { arrivals, arrive, CopyError, heredocEntry } from "./copy.ts";
import { BadDockerfile, type Instruction } from "./parse.ts";
import type { Step } from "./report.ts";
import type { Stage } from "./stage.ts";
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

/** Instructions that show as steps of a build. */
export function isStep({ keyword }: Instruction): boolean {
  return ["ADD", "COPY", "RUN", "WORKDIR"].includes(keyword);
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
  const path = join(stage.settings.WorkingDir || "/", expand(instruction.text, stage.variables));
  stage.set({ WorkingDir: path });
  return made(making, [], `WORKDIR ${path}`, async () => {
    const overlay = await stage.overlay();
    if (!overlay.files.stat(path)) overlay.files.makeDirectory(path, { parents: true });
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
  const mode = flags.chmod === undefined ? undefined : Number.parseInt(flags.chmod, 8);
  const plan = {
    sources,
    destination,
    workdir: stage.settings.WorkingDir || "/",
    unpack: keyword === "ADD",
    ...(mode === undefined ? {} : { mode }),
  };
  const overlay = await stage.overlay();
  const found = arrivals({ entries: [...from.entries, ...bodies] }, plan, overlay.files);
  const { hasher } = context;
  const contents: string[] = [];
  for (const { path, entry } of found)
    contents.push(
      `${path} ${entry.kind} ${entry.mode} ${entry.target ?? ""} ${entry.kind === "file" ? [...hasher.sha256(await entry.read())].join() : ""}`,
    );
  const options = Object.entries(flags)
    .map(([name, value]) => `--${name}=${value} `)
    .join("");
  return made(making, contents, `${keyword} ${options}${sources.join(" ")} ${destination} # buildkit`, async () => {
    await arrive(found, plan, overlay.files);
    const times = new Map(found.map(({ path, entry }) => [path.slice(1), entry.mtime]));
    const owner = await ownerOf(flags.chown, overlay.files);
    const changes = (await overlay.takeChanges()).map((entry) => arrived(entry, times.get(entry.path), owner));
    return stage.commitChanges(changes);
  });
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Copied files keep the time they had; what was made on the way has its own. */
function arrived(entry: TarEntry, time: number | undefined, owner: Owner | undefined): TarEntry {
  return { ...entry, ...(time ? { mtime: Math.floor(time / 1000) } : {}), ...(owner && time !== undefined ? owner : {}) };
}

/** Numbers of `--chown=user:group`; names are looked up in the image. */
async function ownerOf(
  chown: string | undefined,
  files: { stat(path: string): unknown; read(path: string): Promise<Uint8Array> },
): Promise<Owner | undefined> {
  if (chown === undefined) return undefined;
  const [user = "0", group] = chown.split(":");
  const find = async (name: string, file: string) => {
    if (/^\d+$/.test(name)) return Number(name);
    const line = files.stat(file)
      ? text(await files.read(file))
          .split("\n")
          .find((each) => each.startsWith(`${name}:`))
      : undefined;
    if (line === undefined)
      throw new CopyError(`unable to convert uid/gid chown string to host mapping: can't find uid for user ${name}: no such user: ${name}`);
    return Number(line.split(":")[2]);
  };
  const uid = await find(user, "/etc/passwd");
  return { uid, gid: group === undefined ? uid : await find(group, "/etc/group") };
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
  const args = Object.entries(stage.args).filter(([name]) => stage.environment[name] === undefined);
  const prefix = args.length === 0 ? "" : `|${args.length} ${args.map(([name, value]) => `${name}=${value}`).join(" ")} `;
  const shown = json ? argv.join(" ") : `${shell.join(" ")} ${source}`;
  return made(making, [body?.content ?? ""], `RUN ${prefix}${shown} # buildkit`, async () => {
    const overlay = await stage.overlay();
    await runArguments({ context, stage, argv, shown, env: Object.fromEntries(args), step });
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
  const path = stage.environment.PATH ?? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
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

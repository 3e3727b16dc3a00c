/**
 * Running a program on an image's files (decision 21): it exists when PATH finds a file whose first line names a program of the sandbox.
 * Anything else fails as a missing or foreign binary would, and one honest line says why.
 */

import type { FileSystem } from "../../../shell/files/file-system.ts";
import { join } from "../../../shell/files/paths.ts";
import { createShell, type Shell } from "../../../shell/interpreter/shell.ts";
import type { Input, Output, ProgramContext } from "../../../shell/program.ts";
import type { Settings } from "../store/manifests.ts";
import { imagePrograms } from "./programs/index.ts";

export const DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

export const HONEST =
  "gantry: an image's programs run here only as far as the sandbox has them (sh, cat, echo, ls, grep …); see which with: docker run --rm alpine ls /bin /usr/bin";

export interface Container {
  readonly context: ProgramContext;
  readonly files: FileSystem;
  readonly settings: Settings;
  /** Over those of the image. */
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
}

export function environment(settings: Settings): Record<string, string> {
  const env: Record<string, string> = {
    PATH: DEFAULT_PATH,
    HOSTNAME: "gantry",
    HOME: settings.User && settings.User !== "root" && settings.User !== "0" ? `/home/${settings.User.split(":")[0]}` : "/root",
  };
  for (const pair of settings.Env ?? []) {
    const equals = pair.indexOf("=");
    env[pair.slice(0, equals)] = pair.slice(equals + 1);
  }
  return env;
}

/** Where a program would be found: its path, or undefined. */
export function lookUp(files: FileSystem, program: string, path: string, cwd: string): string | undefined {
  const isFile = (candidate: string) => files.stat(candidate)?.kind === "file";
  if (program.includes("/")) return isFile(join(cwd, program)) ? join(cwd, program) : undefined;
  return path
    .split(":")
    .map((folder) => join(folder === "" ? "/" : folder, program))
    .find(isFile);
}

function shellIn({ context, files, settings, env: extra }: Container, name: string, interactive: boolean): Shell {
  const cwd = settings.WorkingDir || "/";
  if (!files.stat(cwd)) files.makeDirectory(cwd, { parents: true });
  const own = imagePrograms();
  return createShell({
    files,
    programs: [...(context.installed?.() ?? []).filter(({ name: other }) => other !== "docker" && other !== "aws"), ...own],
    network: context.network,
    clock: context.clock,
    hasher: context.hasher,
    refuse: (refusal) => context.refuse(refusal),
    pace: (milliseconds) => context.pace(milliseconds),
    awsCli: () => context.awsCli,
    env: { ...environment(settings), ...extra },
    cwd,
    name,
    interactive,
  });
}

/** Runs arguments on the image's files; 127 when there is no such program, 126 when it cannot run here. */
export async function runInContainer(container: Container, argv: readonly string[]): Promise<number> {
  const { context, stdin, stdout, stderr } = container;
  const shell = shellIn(container, argv[0] ?? "sh", false);
  const line = argv.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  const status = await shell.run(line, { stdin, stdout, stderr, terminal: context.terminal, signal: context.signal });
  if (status === 126 || status === 127) await stderr.write(`${HONEST}\n`);
  return status;
}

/** A shell of the image at a prompt, until `exit` or the end of input (`docker run -it alpine sh`). */
export async function shellAtPrompt(container: Container): Promise<number> {
  const { context, stdin, stdout, stderr } = container;
  const shell = shellIn(container, "sh", true);
  let status = 0;
  while (shell.exited === undefined) {
    await stdout.write(`${shell.state.cwd} # `);
    let text = await stdin.line();
    if (text === undefined) {
      await stdout.write("\n");
      return status;
    }
    while (shell.needsMore(text) === "continuation") {
      await stdout.write("> ");
      const more = await stdin.line();
      if (more === undefined) break;
      text += `\n${more}`;
    }
    status = await shell.run(text, { stdin, stdout, stderr, terminal: context.terminal, signal: context.signal });
    if (status === 126 || status === 127) await stderr.write(`${HONEST}\n`);
    context.signal.throwIfAborted();
  }
  return shell.exited;
}

/** awk: the just-bash library, loaded when first used, over the same files. */
import { text } from "../../kernel/bytes.ts";
import type { Installed, ProgramContext } from "../../shell/program.ts";
import { open, pathOf } from "./kit.ts";

/** The little of the library's interface that is used here. */
interface Library {
  readonly Bash: new (options: {
    readonly files?: Record<string, string | Uint8Array>;
    readonly cwd?: string;
    readonly env?: Record<string, string>;
  }) => {
    exec(
      command: string,
      options: { readonly args: string[]; readonly stdin?: string },
    ): Promise<{ readonly stdout: string; readonly stderr: string; readonly exitCode: number }>;
  };
}

/** Options whose value must not be taken for a file. */
const VALUED = ["-F", "-v", "-f"];

interface Plan {
  readonly files: readonly string[];
  readonly readsStdin: boolean;
}

/** Which words name files, so that only those are handed over. */
function plan(args: readonly string[]): Plan {
  const files: string[] = [];
  const operands: string[] = [];
  let program = false;
  for (let at = 0; at < args.length; at++) {
    const word = args[at] as string;
    if (VALUED.includes(word)) {
      const value = args[++at] ?? "";
      if (word === "-f") {
        files.push(value);
        program = true;
      }
    } else if (word === "--") {
      operands.push(...args.slice(at + 1));
      break;
    } else if (!/^-./.test(word)) {
      operands.push(word);
    }
  }
  const named = operands.slice(program ? 0 : 1).filter((word) => !/^[A-Za-z_]\w*=/.test(word));
  return { files: [...files, ...named], readsStdin: named.length === 0 || named.includes("-") };
}

async function gathered(context: ProgramContext, names: readonly string[]): Promise<Record<string, string | Uint8Array>> {
  const files: Record<string, string | Uint8Array> = {};
  for (const name of names) {
    const path = pathOf(context, name);
    if (name !== "-" && context.files.stat(path)?.kind === "file") files[path] = await open(context, name).all();
  }
  return files;
}

export const awk: Installed = {
  name: "awk",
  summary: "process lines by patterns and actions",
  async program(context) {
    const { files, readsStdin } = plan(context.args);
    const library = (await import("just-bash/browser")) as unknown as Library;
    const bash = new library.Bash({ files: await gathered(context, files), cwd: context.cwd, env: { ...context.env } });
    const stdin = readsStdin ? text(await context.stdin.all()) : "";
    const { stdout, stderr, exitCode } = await bash.exec("awk", { args: [...context.args], stdin });
    await context.stdout.write(stdout);
    await context.stderr.write(stderr);
    return exitCode;
  },
};

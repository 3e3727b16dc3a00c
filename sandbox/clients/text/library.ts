/** jq and awk: the just-bash library, loaded when first used, over the same files. */
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

/** Options of each tool whose value must not be taken for a file. */
const VALUED: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  jq: { "--arg": 2, "--argjson": 2, "--slurpfile": 2, "--rawfile": 2, "--indent": 1, "-f": 1, "--from-file": 1, "-L": 1 },
  awk: { "-F": 1, "-v": 1, "-f": 1 },
};
/** Options that name a file: index of the file among their values. */
const FILES: Readonly<Record<string, number>> = { "--slurpfile": 1, "--rawfile": 1, "-f": 0, "--from-file": 0 };

interface Plan {
  readonly files: readonly string[];
  readonly readsStdin: boolean;
}

/** Which words name files, so that only those are handed over. */
function plan(name: string, args: readonly string[]): Plan {
  const files: string[] = [];
  const operands: string[] = [];
  let program = false;
  let only = false;
  for (let at = 0; at < args.length; at++) {
    const word = args[at] as string;
    const count = VALUED[name]?.[word];
    if (count !== undefined && !only) {
      const file = FILES[word];
      if (file !== undefined) files.push(args[at + 1 + file] ?? "");
      if (word === "-f" || word === "--from-file") program = true;
      at += count;
    } else if (word === "--args" || word === "--jsonargs") {
      only = true;
    } else if (word === "--") {
      operands.push(...args.slice(at + 1));
      break;
    } else if (!/^-./.test(word)) {
      operands.push(word);
    }
  }
  const inputs = only ? [] : operands.slice(program ? 0 : 1);
  const named = name === "awk" ? inputs.filter((word) => !/^[A-Za-z_]\w*=/.test(word)) : inputs;
  const quietInput = name === "jq" && args.some((word) => word === "-n" || word === "--null-input" || /^-[a-zA-Z]*n[a-zA-Z]*$/.test(word));
  return { files: [...files, ...named], readsStdin: (named.length === 0 || named.includes("-")) && !quietInput };
}

async function gathered(context: ProgramContext, names: readonly string[]): Promise<Record<string, string | Uint8Array>> {
  const files: Record<string, string | Uint8Array> = {};
  for (const name of names) {
    const path = pathOf(context, name);
    if (name !== "-" && context.files.stat(path)?.kind === "file") files[path] = await open(context, name).all();
  }
  return files;
}

function borrowed(name: string, summary: string): Installed {
  return {
    name,
    summary,
    async program(context) {
      const { files, readsStdin } = plan(name, context.args);
      const library = (await import("just-bash/browser")) as unknown as Library;
      const bash = new library.Bash({ files: await gathered(context, files), cwd: context.cwd, env: { ...context.env } });
      const stdin = readsStdin ? text(await context.stdin.all()) : "";
      const { stdout, stderr, exitCode } = await bash.exec(name, { args: [...context.args], stdin });
      await context.stdout.write(stdout);
      await context.stderr.write(stderr);
      return exitCode;
    },
  };
}

export const jq = borrowed("jq", "take JSON apart");
export const awk = borrowed("awk", "process lines by patterns and actions");

/** Who and where: env, printenv, which, id, whoami, hostname, uname, ps, true, false, clear, man, help and the editors' pointers. */
import { strftime } from "../../shell/interpreter/strftime.ts";
import type { Installed, ProgramContext } from "../../shell/program.ts";
import { complain, installed, lines, open, pathOf, Quit, Usage, wordsOf } from "./kit.ts";

export const env = installed({
  name: "env",
  summary: "show the environment, or run a program in a changed one",
  synopsis: "[OPTION]... [-] [NAME=VALUE]... [COMMAND [ARG]...]",
  flags: "i0v",
  values: "uCS",
  strict: true,
  status: 125,
  long: { "ignore-environment": "i", unset: "u", chdir: "C", null: "0" },
  async run(context, options) {
    const values: Record<string, string> = options.has("i") || options.operands[0] === "-" ? {} : { ...context.env };
    for (const name of options.all("u")) delete values[name];
    const words = options.operands[0] === "-" ? options.operands.slice(1) : [...options.operands];
    while (words[0]?.includes("=")) {
      const word = words.shift() as string;
      values[word.slice(0, word.indexOf("="))] = word.slice(word.indexOf("=") + 1);
    }
    const [name, ...args] = words;
    if (name === undefined) {
      const end = options.has("0") ? "\0" : "\n";
      await context.stdout.write(
        Object.entries(values)
          .map(([key, value]) => `${key}=${value}${end}`)
          .join(""),
      );
      return 0;
    }
    const found = await findProgram(context, name, values.PATH ?? context.env.PATH ?? "");
    if (!found) {
      await complain(context, `‘${name}’: No such file or directory`);
      return 127;
    }
    const folder = options.value("C");
    return (await context.spawn?.(name, args, { env: values, ...(folder === undefined ? {} : { cwd: pathOf(context, folder) }) })) ?? 127;
  },
});

/** The path along which a program would be started, or undefined. */
export async function findProgram(context: ProgramContext, name: string, path: string): Promise<string | undefined> {
  const runs = (candidate: string) => {
    const stat = context.files.stat(pathOf(context, candidate));
    return stat?.kind === "file" && (stat.mode & 0o111) !== 0;
  };
  if (name.includes("/")) return runs(name) ? name : undefined;
  return path
    .split(":")
    .map((folder) => `${folder === "" ? "." : folder}/${name}`)
    .find(runs);
}

export const printenv = installed({
  name: "printenv",
  summary: "show environment variables",
  flags: "0",
  status: 2,
  async run(context, options) {
    if (options.operands.length === 0) {
      await context.stdout.write(
        Object.entries(context.env)
          .map(([key, value]) => `${key}=${value}\n`)
          .join(""),
      );
      return 0;
    }
    let status = 0;
    for (const name of options.operands) {
      const value = context.env[name];
      if (value === undefined) status = 1;
      else await context.stdout.write(`${value}\n`);
    }
    return status;
  },
});

export const which = installed({
  name: "which",
  summary: "where a program is installed",
  flags: "as",
  async run(context, options) {
    let status = 0;
    for (const name of options.operands) {
      const path = await findProgram(context, name, context.env.PATH ?? "");
      if (path === undefined) status = 1;
      else if (!options.has("s")) await context.stdout.write(`${path}\n`);
    }
    return options.operands.length === 0 ? 1 : status;
  },
});

const userOf = (context: ProgramContext) => context.env.USER ?? "learner";
const hostOf = (context: ProgramContext) => context.env.HOSTNAME ?? "gantry";

export const id = installed({
  name: "id",
  summary: "who you are on this computer",
  flags: "unGgra",
  async run(context, options) {
    const user = userOf(context);
    if (options.has("u") || options.has("g") || options.has("G")) await context.stdout.write(`${options.has("n") ? user : "1000"}\n`);
    else await context.stdout.write(`uid=1000(${user}) gid=1000(${user}) groups=1000(${user}),998(docker)\n`);
    return 0;
  },
});

export const whoami = installed({
  name: "whoami",
  summary: "your user name on this computer",
  async run(context, options) {
    if (options.operands[0] !== undefined) throw new Usage(`extra operand '${options.operands[0]}'`);
    await context.stdout.write(`${userOf(context)}\n`);
    return 0;
  },
});

export const hostname = installed({
  name: "hostname",
  summary: "the name of this computer",
  package: "hostname 3.23",
  flags: "sfidI",
  async run(context, options) {
    if (options.operands[0] !== undefined) throw new Usage("you must be root to change the host name");
    await context.stdout.write(`${options.has("i") || options.has("I") ? "127.0.1.1" : hostOf(context)}\n`);
    return 0;
  },
});

export const uname = installed({
  name: "uname",
  summary: "the kind of system",
  flags: "asnrvmpio",
  long: { all: "a", "kernel-name": "s", nodename: "n", "kernel-release": "r", "kernel-version": "v", machine: "m", "operating-system": "o" },
  async run(context, options) {
    const parts: Readonly<Record<string, string>> = {
      s: "Linux",
      n: hostOf(context),
      r: "6.1.0-28-amd64",
      v: "#1 SMP PREEMPT_DYNAMIC Debian 6.1.119-1 (2024-11-22)",
      m: "x86_64",
      p: "unknown",
      i: "unknown",
      o: "GNU/Linux",
    };
    const wanted = options.has("a")
      ? "snrvmo"
      : options.ordered.length === 0
        ? "s"
        : "snrvmpio"
            .split("")
            .filter((letter) => options.has(letter))
            .join("");
    await context.stdout.write(`${[...wanted].map((letter) => parts[letter]).join(" ")}\n`);
    return 0;
  },
});

/** ps: words without a dash are BSD options, so this one parses by itself. */
export const ps: Installed = {
  name: "ps",
  summary: "what is running",
  async program(context) {
    const { args, clock } = context;
    const rows = context.processes?.() ?? [];
    const clocked = (at: number) => strftime("%H:%M", at);
    const time = (at: number) => {
      const seconds = Math.floor((clock.now() - at) / 1000);
      return seconds < 0 ? "00:00:00" : "00:00:00";
    };
    const joined = args.join(" ");
    const command = (argv: readonly string[]) => argv.join(" ");
    if (/^-?a?u?x|u/.test(joined) && !/e/.test(joined)) {
      await context.stdout.write("USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n");
      for (const row of rows)
        await context.stdout.write(
          `${userOf(context).padEnd(8)} ${String(row.pid).padStart(7)}  0.0  0.1   7196  3948 pts/0    ${row.parent === 1 ? "Ss " : "S+ "}  ${clocked(row.startedAt)}   0:00 ${command(row.argv)}\n`,
        );
    } else if (/f/.test(joined)) {
      await context.stdout.write("UID          PID    PPID  C STIME TTY          TIME CMD\n");
      for (const row of rows)
        await context.stdout.write(
          `${userOf(context).padEnd(8)} ${String(row.pid).padStart(7)} ${String(row.parent).padStart(7)}  0 ${clocked(row.startedAt)} pts/0    ${time(row.startedAt)} ${command(row.argv)}\n`,
        );
    } else {
      await context.stdout.write("    PID TTY          TIME CMD\n");
      for (const row of rows) await context.stdout.write(`${String(row.pid).padStart(7)} pts/0    ${time(row.startedAt)} ${row.argv[0] ?? ""}\n`);
    }
    return 0;
  },
};

export const clear = installed({
  name: "clear",
  summary: "clear the screen",
  async run(context) {
    await context.stdout.write("\x1b[H\x1b[2J\x1b[3J");
    return 0;
  },
});

const simply = (name: string, status: number): Installed => ({ name, summary: `exit with status ${status}`, program: async () => status });
export const truth = simply("true", 0);
export const falsehood = simply("false", 1);

export const help: Installed = {
  name: "help",
  summary: "list the programs of this computer",
  async program(context) {
    const programs = [...(context.installed?.() ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
    const width = Math.max(...programs.map(({ name }) => name.length));
    const wanted = context.args[0];
    const shown = wanted === undefined ? programs : programs.filter(({ name }) => name === wanted);
    if (shown.length === 0) {
      await context.stderr.write(`help: no help topics match '${wanted}'.\n`);
      return 1;
    }
    await context.stdout.write(shown.map(({ name, summary }) => `${name.padEnd(width)}  ${summary}\n`).join(""));
    return 0;
  },
};

export const man: Installed = {
  name: "man",
  summary: "where to read about a program",
  async program(context) {
    const name = context.args.findLast((word) => !word.startsWith("-"));
    if (name === undefined) {
      await context.stderr.write("What manual page do you want?\nFor example, try 'man man'.\n");
      return 1;
    }
    const program = context.installed?.().find((one) => one.name === name);
    if (!program) {
      await context.stderr.write(`No manual entry for ${name}\n`);
      return 16;
    }
    await context.stdout.write(
      `${name} - ${program.summary}\n\nThis computer has no manual pages. Try '${name === "aws" ? "aws help" : `${name} --help`}'.\n`,
    );
    return 0;
  },
};

/** Pages a file; without a terminal it is cat. One screen at a time: Enter goes on, q ends. */
function pager(name: string): Installed {
  return installed({
    name,
    summary: "show text a screen at a time",
    package: "less 590",
    flags: "NRSFXirEe",
    async run(context, options) {
      const interactive = context.stdout.isTty;
      const rows = Math.max(2, context.terminal.rows - 1);
      for (const operand of options.operands.length > 0 ? options.operands : ["-"]) {
        let shown = 0;
        try {
          for await (const { text } of lines(open(context, operand))) {
            if (interactive && shown === rows && operand !== "-" && context.stdin.isTty) {
              await context.stdout.write(":");
              const answer = await context.stdin.line();
              if (answer === undefined || answer.startsWith("q")) throw new Quit(0);
              shown = 0;
            }
            await context.stdout.write(`${text}\n`);
            shown++;
          }
        } catch (error) {
          if (error instanceof Quit) throw error;
          await context.stderr.write(`${operand}: ${wordsOf(error)}\n`);
          return 1;
        }
      }
      return 0;
    },
  });
}

export const less = pager("less");
export const more = pager("more");

const pointer = (name: string): Installed => ({
  name,
  summary: "not here: use edit",
  async program(context) {
    const file = context.args.findLast((word) => !/^[-+]/.test(word));
    await context.stderr.write(`${name} does not run in this terminal. Type: edit ${file ?? "FILE"}\n`);
    return 1;
  },
});

export const editors: readonly Installed[] = ["nano", "vi", "vim", "emacs"].map(pointer);

export const file = installed({
  name: "file",
  summary: "guess what a file holds",
  package: "file 5.44",
  flags: "biLh",
  async run(context, options) {
    for (const operand of options.operands) {
      const lead = options.has("b") ? "" : `${operand}: `;
      await context.stdout.write(`${lead}${await kindOf(context, operand)}\n`);
    }
    return options.operands.length === 0 ? 1 : 0;
  },
});

async function kindOf(context: ProgramContext, operand: string): Promise<string> {
  const path = pathOf(context, operand);
  const stat = context.files.lstat(path);
  if (!stat) return `cannot open \`${operand}' (No such file or directory)`;
  if (stat.kind === "directory") return "directory";
  if (stat.kind === "symlink") return `${context.files.stat(path) ? "" : "broken "}symbolic link to ${stat.target ?? ""}`;
  if (stat.size === 0) return "empty";
  const start: number[] = [];
  for await (const piece of context.files.stream(path, 0, 4096)) start.push(...piece);
  const text = new TextDecoder().decode(new Uint8Array(start));
  if (start[0] === 0x1f && start[1] === 0x8b) return "gzip compressed data";
  if (text.slice(257, 262) === "ustar") return "POSIX tar archive";
  if (/^#!\s*\S*(?:ba)?sh\b/.test(text)) return "Bourne-Again shell script, ASCII text executable";
  if (/^\s*[[{]/.test(text) && stat.size <= 4096) {
    try {
      JSON.parse(text);
      return "JSON text data";
    } catch {
      // Not JSON after all.
    }
  }
  if (text.includes("\0")) return "data";
  return /[^\x00-\x7f]/.test(text) ? "UTF-8 Unicode text" : "ASCII text";
}

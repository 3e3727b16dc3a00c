/** Who and where: id, whoami, hostname, uname, ps. */
import { strftime } from "../../shell/interpreter/strftime.ts";
import type { Installed, ProgramContext } from "../../shell/program.ts";
import { installed, Usage } from "./kit.ts";

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

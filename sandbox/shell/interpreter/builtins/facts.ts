/** Builtins that tell: test, history, ulimit, jobs, hash, times. */
import { ConditionError, testArguments } from "../conditions.ts";
import { variableText } from "../variables.ts";
import { type Builtin, fail, say, usage } from "./builtin.ts";

const test =
  (closing: boolean): Builtin =>
  async (context, args) => {
    const name = closing ? "[" : "test";
    if (closing && args.at(-1) !== "]") return fail(context, "[: missing `]'", 2);
    try {
      return testArguments(context, closing ? args.slice(0, -1) : args) ? 0 : 1;
    } catch (error) {
      if (!(error instanceof ConditionError)) throw error;
      return fail(context, `${name}: ${error.message}`, 2);
    }
  };

const history: Builtin = async (context, args) => {
  const { process, computer } = context;
  const { state } = process;
  const file = variableText(context, "HISTFILE") ?? `${variableText(context, "HOME") ?? ""}/.bash_history`;
  const [word] = args;
  if (word === "-c") {
    state.history = [];
    return 0;
  }
  if (word === "-d") {
    const given = Number(args[1]);
    const at = given < 0 ? state.history.length + given : given - 1;
    if (!Number.isInteger(given) || at < 0 || at >= state.history.length)
      return fail(context, `history: ${args[1] ?? "-d"}: history position out of range`);
    state.history = state.history.toSpliced(at, 1);
    return 0;
  }
  if (word === "-w" || word === "-a") {
    await computer.files.write(file, state.history.map((line) => `${line}\n`).join(""));
    return 0;
  }
  if (word === "-r" || word === "-n") return 0;
  if (word !== undefined && !/^\d+$/.test(word)) {
    return word.startsWith("-")
      ? usage(context, "history", word.slice(0, 2), "history [-c] [-d offset] [n] or history -anrw [filename] or history -ps arg [arg...]")
      : fail(context, `history: ${word}: numeric argument required`);
  }
  const from = word === undefined ? 0 : Math.max(0, state.history.length - Number(word));
  await say(
    context,
    state.history
      .slice(from)
      .map((line, index) => `${String(from + index + 1).padStart(5)}  ${line}\n`)
      .join(""),
  );
  return 0;
};

const LIMITS: readonly (readonly [string, string, string])[] = [
  ["-c", "core file size              (blocks, -c)", "0"],
  ["-f", "file size                   (blocks, -f)", "unlimited"],
  ["-n", "open files                          (-n)", "1024"],
  ["-s", "stack size                  (kbytes, -s)", "8192"],
  ["-u", "max user processes                  (-u)", "unlimited"],
  ["-v", "virtual memory              (kbytes, -v)", "unlimited"],
];

const ulimit: Builtin = async (context, args) => {
  if (args.includes("-a")) await say(context, LIMITS.map(([, label, value]) => `${label} ${value}\n`).join(""));
  else await say(context, `${LIMITS.find(([letter]) => letter === (args[0] ?? "-f"))?.[2] ?? "unlimited"}\n`);
  return 0;
};

const times: Builtin = async (context) => {
  await say(context, "0m0.000s 0m0.000s\n0m0.000s 0m0.000s\n");
  return 0;
};

export const FACTS: readonly (readonly [string, Builtin])[] = [
  ["test", test(false)],
  ["[", test(true)],
  ["history", history],
  ["ulimit", ulimit],
  ["jobs", async () => 0],
  ["hash", async () => 0],
  ["times", times],
];

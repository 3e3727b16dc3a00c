/** The primaries that `test`, `[` and `[[` share: files, strings, numbers. */
import { join } from "../files/paths.ts";
import type { Context } from "./context.ts";
import { parameter } from "./variables.ts";

const UNARY = new Set([
  "-e",
  "-f",
  "-d",
  "-s",
  "-r",
  "-w",
  "-x",
  "-L",
  "-h",
  "-z",
  "-n",
  "-t",
  "-v",
  "-a",
  "-p",
  "-S",
  "-b",
  "-c",
  "-O",
  "-G",
  "-k",
  "-u",
  "-g",
  "-N",
  "-o",
]);
const BINARY = new Set(["=", "==", "!=", "<", ">", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef"]);

export const isUnary = (word: string) => UNARY.has(word);
export const isBinary = (word: string) => BINARY.has(word);

/** A mistake in a condition: `[` prints it and returns 2. */
export class ConditionError extends Error {}

/** `-f x` and its sisters. */
export function unary(context: Context, operator: string, operand: string): boolean {
  const { files } = context.computer;
  if (operator === "-z") return operand === "";
  if (operator === "-n") return operand !== "";
  if (operator === "-t") {
    const stream = context.fds.get(Number(operand));
    return (stream?.output?.isTty ?? stream?.input?.isTty) === true;
  }
  if (operator === "-o") return context.process.state.options[operand] === true;
  if (operator === "-v") {
    const match = /^([^[]+)\[(.+)\]$/.exec(operand);
    const found = parameter(context, match?.[1] ?? operand, match?.[2]);
    return found.kind === "one" ? found.value !== undefined : found.values.length > 0;
  }
  if (operand === "") return false;
  const path = join(context.process.state.cwd, operand);
  if (operator === "-L" || operator === "-h") return files.lstat(path)?.kind === "symlink";
  if (operand === "/dev/null" || operand === "/dev/tty") return "-e -r -w -c -a".includes(operator);
  const stat = files.stat(path);
  if (!stat) return false;
  switch (operator) {
    case "-f":
      return stat.kind === "file";
    case "-d":
      return stat.kind === "directory";
    case "-s":
      return stat.size > 0;
    case "-r":
      return (stat.mode & 0o444) !== 0;
    case "-w":
      return (stat.mode & 0o222) !== 0;
    case "-x":
      return (stat.mode & 0o111) !== 0;
    case "-u":
      return (stat.mode & 0o4000) !== 0;
    case "-g":
      return (stat.mode & 0o2000) !== 0;
    case "-k":
      return (stat.mode & 0o1000) !== 0;
    case "-p":
    case "-S":
    case "-b":
    case "-c":
      return false;
    default:
      return true;
  }
}

function whole(text: string): bigint {
  const trimmed = text.trim();
  if (!/^[-+]?\d+$/.test(trimmed)) throw new ConditionError(`${text}: integer expression expected`);
  return BigInt(trimmed.replace(/^\+/, ""));
}

/** Comparison of two texts or, with `-eq` and the like, of numbers read by `number`. */
export function compare(context: Context, operator: string, left: string, right: string, number: (text: string) => bigint = whole): boolean {
  const { files } = context.computer;
  const { cwd } = context.process.state;
  switch (operator) {
    case "=":
    case "==":
      return left === right;
    case "!=":
      return left !== right;
    case "<":
      return left < right;
    case ">":
      return left > right;
    case "-eq":
      return number(left) === number(right);
    case "-ne":
      return number(left) !== number(right);
    case "-lt":
      return number(left) < number(right);
    case "-le":
      return number(left) <= number(right);
    case "-gt":
      return number(left) > number(right);
    case "-ge":
      return number(left) >= number(right);
    case "-nt":
      return (files.stat(join(cwd, left))?.mtime ?? -1) > (files.stat(join(cwd, right))?.mtime ?? -1);
    case "-ot":
      return (files.stat(join(cwd, left))?.mtime ?? -1) < (files.stat(join(cwd, right))?.mtime ?? -1);
    case "-ef":
      return join(cwd, left) === join(cwd, right) && files.stat(join(cwd, left)) !== undefined;
    default:
      throw new ConditionError(`${operator}: binary operator expected`);
  }
}

/** The classic `test`: decides by the number of arguments as POSIX says, longer expressions by precedence. */
export function testArguments(context: Context, args: readonly string[]): boolean {
  const [a = "", b = "", c = "", d = ""] = args;
  if (args.length === 0) return false;
  if (args.length === 1) return a !== "";
  if (args.length === 2) {
    if (a === "!") return b === "";
    if (isUnary(a)) return unary(context, a, b);
    throw new ConditionError(`${a}: unary operator expected`);
  }
  if (args.length === 3) {
    if (isBinary(b)) return compare(context, b, a, c);
    if (b === "-a") return a !== "" && c !== "";
    if (b === "-o") return a !== "" || c !== "";
    if (a === "!") return !testArguments(context, args.slice(1));
    if (a === "(" && c === ")") return b !== "";
    throw new ConditionError(`${b}: binary operator expected`);
  }
  if (args.length === 4 && a === "!") return !testArguments(context, [b, c, d]);
  if (args.length === 4 && a === "(" && d === ")") return testArguments(context, [b, c]);
  return longTest(context, args);
}

function longTest(context: Context, args: readonly string[]): boolean {
  let at = 0;
  const or = (): boolean => {
    let value = and();
    while (args[at] === "-o") {
      at++;
      value = and() || value;
    }
    return value;
  };
  const and = (): boolean => {
    let value = not();
    while (args[at] === "-a") {
      at++;
      value = not() && value;
    }
    return value;
  };
  const not = (): boolean => {
    if (args[at] === "!") {
      at++;
      return !not();
    }
    return primary();
  };
  const primary = (): boolean => {
    const first = args[at] ?? "";
    if (first === "(") {
      at++;
      const value = or();
      if (args[at] !== ")") throw new ConditionError("`)' expected");
      at++;
      return value;
    }
    const operator = args[at + 1] ?? "";
    if (isBinary(operator)) {
      at += 3;
      return compare(context, operator, first, args[at - 1] ?? "");
    }
    if (isUnary(first) && at + 1 < args.length) {
      at += 2;
      return unary(context, first, operator);
    }
    at++;
    return first !== "";
  };
  const value = or();
  if (at < args.length) throw new ConditionError("too many arguments");
  return value;
}

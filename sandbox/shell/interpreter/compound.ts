/** `if`, `for`, `while`, `case`, groups, `[[ ]]`, `(( ))`. */
import type { ArithmeticFor, Case, CompoundCommand, CompoundList, For, If, Select, Statement, TestExpression, While } from "unbash";
import { trace } from "./command.ts";
import { ConditionError, compare, unary } from "./conditions.ts";
import { breathe, type Context, complain, ExpansionFailure, LoopJump, lineAt } from "./context.ts";
import { patternRegExp } from "./expand/pattern.ts";
import { arithmetic, expandPattern, expandText, expandWords, pieces } from "./expand/words.ts";
import { assign, assignList, reportFailure } from "./variables.ts";

type RunStatements = (context: Context, statements: readonly Statement[]) => Promise<number>;

/** Runs a compound command; `run` runs the lists inside it. */
export async function runCompound(
  context: Context,
  node: Exclude<CompoundCommand, { readonly type: "Subshell" }>,
  run: RunStatements,
): Promise<number> {
  const list = (inner: Context, body: CompoundList) => run(inner, body.commands);
  switch (node.type) {
    case "BraceGroup":
      return list(context, node.body);
    case "If":
      return runIf(context, node, list);
    case "For":
      return runFor(context, node, list);
    case "ArithmeticFor":
      return runArithmeticFor(context, node, list);
    case "While":
      return runWhile(context, node, list);
    case "Case":
      return runCase(context, node, list);
    case "Select":
      return runSelect(context, node, list);
    case "TestCommand":
      return runTest(context, node.expression);
    case "ArithmeticCommand":
      await trace(context, [], [`((${node.body}))`]);
      return arithmeticCommand(context, node.body);
  }
}

async function arithmeticCommand(context: Context, body: string): Promise<number> {
  try {
    return (await arithmetic(context, body)) === 0n ? 1 : 0;
  } catch (error) {
    if (!(error instanceof ExpansionFailure) || error.fatal) throw error;
    return reportFailure(context, new ExpansionFailure(`((: ${error.message}`));
  }
}

type List = (context: Context, body: CompoundList) => Promise<number>;

async function runIf(context: Context, node: If, list: List): Promise<number> {
  const condition = { ...context, lenient: true };
  if ((await list(condition, node.clause)) === 0) return list(context, node.then);
  for (const branch of node.elif) {
    if ((await list(condition, branch.clause)) === 0) return list(context, branch.then);
  }
  if (node.else) return list(context, node.else);
  context.process.state.status = 0;
  return 0;
}

/** One turn of a loop. Gives `stop` when the loop ends; jumps further out go on. */
async function turn(context: Context, body: () => Promise<number>): Promise<{ readonly stop: boolean; readonly status: number }> {
  await breathe(context);
  try {
    return { stop: false, status: await body() };
  } catch (error) {
    if (!(error instanceof LoopJump)) throw error;
    if (error.levels > 1) throw new LoopJump(error.kind, error.levels - 1);
    return { stop: error.kind === "break", status: 0 };
  }
}

async function looping<T>(context: Context, action: () => Promise<T>): Promise<T> {
  context.process.loops++;
  try {
    return await action();
  } finally {
    context.process.loops--;
  }
}

async function runFor(context: Context, node: For, list: List): Promise<number> {
  const { process } = context;
  const values = node.wordlist ? await expandWords(context, node.wordlist) : process.args;
  return looping(context, async () => {
    let status = 0;
    for (const value of values) {
      process.line = lineAt(context.source, node.pos);
      if (process.state.options.xtrace)
        await trace(context, [], [`for ${node.name.value} in ${node.wordlist?.map((word) => word.text).join(" ") ?? '"$@"'}`]);
      assign(process, node.name.value, value);
      const result = await turn(context, () => list(context, node.body));
      status = result.status;
      if (result.stop) break;
    }
    process.state.status = status;
    return status;
  });
}

async function runArithmeticFor(context: Context, node: ArithmeticFor, list: List): Promise<number> {
  const header = context.source.text.slice(node.pos, node.body.pos);
  const inner = /\(\(([\s\S]*)\)\)/.exec(header)?.[1] ?? "";
  const [first = "", test = "", update = ""] = inner.split(";");
  if (first.trim() !== "") await arithmetic(context, first);
  return looping(context, async () => {
    let status = 0;
    while (test.trim() === "" || (await arithmetic(context, test)) !== 0n) {
      const result = await turn(context, () => list(context, node.body));
      status = result.status;
      if (result.stop) break;
      if (update.trim() !== "") await arithmetic(context, update);
    }
    context.process.state.status = status;
    return status;
  });
}

async function runWhile(context: Context, node: While, list: List): Promise<number> {
  return looping(context, async () => {
    let status = 0;
    for (;;) {
      const result = await turn(context, async () => {
        const met = (await list({ ...context, lenient: true }, node.clause)) === 0;
        if (met !== (node.kind === "while")) return -1;
        return list(context, node.body);
      });
      if (result.status === -1) break;
      status = result.status;
      if (result.stop) break;
    }
    context.process.state.status = status;
    return status;
  });
}

async function runCase(context: Context, node: Case, list: List): Promise<number> {
  const subject = await expandText(context, node.word);
  if (context.process.state.options.xtrace) await trace(context, [], [`case ${node.word.text} in`]);
  let status = 0;
  let falling = false;
  const ignoreCase = context.process.state.options.nocasematch ?? false;
  for (const item of node.items) {
    let matched = falling;
    for (const pattern of item.pattern) {
      if (!matched) matched = patternRegExp(await expandPattern(context, pattern), { ignoreCase }).test(subject);
    }
    if (!matched) continue;
    context.process.state.status = 0;
    status = await list(context, item.body);
    if (item.terminator === ";;" || item.terminator === undefined) break;
    falling = item.terminator === ";&";
  }
  context.process.state.status = status;
  return status;
}

async function runSelect(context: Context, node: Select, list: List): Promise<number> {
  const { process, fds } = context;
  const values = node.wordlist ? await expandWords(context, node.wordlist) : process.args;
  const input = fds.get(0)?.input;
  const say = async (text: string) => fds.get(2)?.output?.write(text);
  return looping(context, async () => {
    let status = 0;
    for (let show = true; ; ) {
      if (show) await say(values.map((value, index) => `${index + 1}) ${value}\n`).join(""));
      await say("#? ");
      const answer = await input?.line();
      if (answer === undefined) break;
      show = answer === "";
      if (show) continue;
      assign(process, "REPLY", answer);
      assign(process, node.name.value, /^\d+$/.test(answer) ? (values[Number(answer) - 1] ?? "") : "");
      const result = await turn(context, () => list(context, node.body));
      status = result.status;
      if (result.stop) break;
    }
    return status;
  });
}

async function runTest(context: Context, expression: TestExpression): Promise<number> {
  try {
    return (await holds(context, expression)) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof ConditionError)) throw error;
    await complain(context, `[[: ${error.message}`);
    return 2;
  }
}

async function holds(context: Context, node: TestExpression): Promise<boolean> {
  switch (node.type) {
    case "TestGroup":
      return holds(context, node.expression);
    case "TestNot":
      return (await holds(context, node.operand)) !== (node.negations.length % 2 === 1);
    case "TestLogical": {
      const and = node.operator === "&&";
      for (const operand of node.operands) if ((await holds(context, operand)) !== and) return !and;
      return and;
    }
    case "TestUnary": {
      const operand = await expandText(context, node.operand);
      await trace(context, [], [`[[ ${node.operator} ${operand === "" ? "''" : operand} ]]`]);
      return unary(context, node.operator, operand);
    }
    case "TestBinary":
      return binary(context, node);
  }
}

async function binary(context: Context, node: TestExpression & { readonly type: "TestBinary" }): Promise<boolean> {
  const left = await expandText(context, node.left);
  const { operator } = node;
  if (operator === "=~") return matches(context, left, node);
  const pattern = ["=", "==", "!="].includes(operator);
  const right = pattern ? await expandPattern(context, node.right) : await expandText(context, node.right);
  await trace(context, [], [`[[ ${left === "" ? "''" : left} ${operator} ${right === "" ? "''" : right} ]]`]);
  if (pattern) {
    const ignoreCase = context.process.state.options.nocasematch ?? false;
    return patternRegExp(right, { ignoreCase }).test(left) === (operator !== "!=");
  }
  if (!operator.startsWith("-") || ["-nt", "-ot", "-ef"].includes(operator)) return compare(context, operator, left, right);
  const numbers = new Map([
    [left, await arithmetic(context, left)],
    [right, await arithmetic(context, right)],
  ]);
  return compare(context, operator, left, right, (text) => numbers.get(text) ?? 0n);
}

async function matches(context: Context, left: string, node: TestExpression & { readonly type: "TestBinary" }): Promise<boolean> {
  const found = await pieces(context, node.right);
  const source = found
    .map((piece) => (piece.kind === "cut" ? " " : piece.quoted ? piece.text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&") : piece.text))
    .join("");
  await trace(context, [], [`[[ ${left === "" ? "''" : left} =~ ${source} ]]`]);
  let match: RegExpExecArray | null;
  try {
    match = new RegExp(
      source.replace(/\[:(\w+):\]/g, (whole, name: string) => CLASSES[name] ?? whole),
      context.process.state.options.nocasematch ? "i" : "",
    ).exec(left);
  } catch {
    throw new ConditionError("invalid regular expression");
  }
  assignList(
    context.process,
    "BASH_REMATCH",
    [...(match ?? [])].map((group, index) => [String(index), group ?? ""]),
  );
  return match !== null;
}

const CLASSES: Readonly<Record<string, string>> = {
  alpha: "A-Za-z",
  digit: "0-9",
  alnum: "A-Za-z0-9",
  space: "\\s",
  upper: "A-Z",
  lower: "a-z",
  xdigit: "0-9A-Fa-f",
  punct: "!-\\/:-@\\[-`{-~",
};

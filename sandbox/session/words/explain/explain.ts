import type { Decision } from "../../../iam/decision.ts";
import type { Explanation } from "../../../iam/explain/explanation.ts";
import type { RequestEvent, SandboxEvent } from "../../../kernel/events.ts";
import { join } from "../../../shell/files/paths.ts";
import type { ProgramContext } from "../../../shell/program.ts";
import { repositoryKey } from "../../../world/keys.ts";
import { metaOf } from "../../../world/store.ts";
import type { Machine } from "../../machine.ts";
import type { Word } from "../host.ts";
import type { Typed, Understood } from "./question.ts";

const USAGE = `usage: explain [-a | --any] [--json]
       explain PRINCIPAL ACTION RESOURCE [--with KEY=VALUE]... [--json]
`;

const HELP = `${USAGE}
  explain                                       the newest request that was denied
  explain -a                                    the newest request of any verdict
  explain user/anna PutImage web/api            what would be decided now
  explain me GetAuthorizationToken '*'
  explain 444455556666:role/run BatchGetImage web --with aws:SourceVpce=vpce-0a1b

PRINCIPAL is me, user/NAME, role/NAME, ACCOUNT:role/NAME, root, a service or an ARN.
RESOURCE is a repository, an ARN or *.
Exit status: 0 explained, 1 nothing to explain, 2 not understood.
`;

/** `explain` says how the newest denied request was decided, `explain PRINCIPAL ACTION RESOURCE` how one would be. */
export const explain: Word = (host) => async (context) => {
  const options = readOptions(context.args);
  if (options.kind === "help") {
    await context.stdout.write(HELP);
    return 0;
  }
  if (options.kind === "wrong") return wrong(context, `${options.why}\n${USAGE}explain --help shows examples.`);
  const { typed, json, any } = options;
  if (typed) return asked(context, host.machine(), typed, json);
  const decided = host.machine().store.events.filter(isDecided);
  const event = decided.findLast(({ decision }) => any || decision.verdict === "deny");
  if (!event) {
    const output = json ? context.stderr : context.stdout;
    await output.write(any ? "No request has been decided yet.\n" : "Nothing has been denied yet.\n");
    return 1;
  }
  return print(context, event.decision, json);
};

function isDecided(event: SandboxEvent): event is RequestEvent & { decision: Decision } {
  return event.kind === "request" && event.decision !== undefined;
}

type Options =
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly why: string }
  | { readonly kind: "run"; readonly json: boolean; readonly any: boolean; readonly typed?: Typed };

function readOptions(args: readonly string[]): Options {
  const words: string[] = [];
  const more: string[] = [];
  const flags = new Set<string>();
  for (let at = 0; at < args.length; at++) {
    const word = args[at] as string;
    if (word === "-h" || word === "--help") return { kind: "help" };
    if (word === "-a" || word === "--any" || word === "--json") flags.add(word);
    else if (word.startsWith("--with=")) more.push(word.slice("--with=".length));
    else if (word === "--with") {
      const next = args[++at];
      if (next === undefined) return { kind: "wrong", why: "--with needs KEY=VALUE" };
      more.push(next);
    } else if (word.startsWith("-")) return { kind: "wrong", why: `there is no option ${word}` };
    else words.push(word);
  }
  const json = flags.has("--json");
  const any = flags.has("-a") || flags.has("--any");
  const [principal, action, resource, ...rest] = words;
  if (principal === undefined) {
    return more.length > 0 ? { kind: "wrong", why: "--with belongs to a question: PRINCIPAL ACTION RESOURCE" } : { kind: "run", json, any };
  }
  if (action === undefined) return { kind: "wrong", why: "ACTION and RESOURCE are missing" };
  if (resource === undefined) return { kind: "wrong", why: "RESOURCE is missing: a repository, an ARN, or '*' in quotes" };
  if (rest.length > 0) return { kind: "wrong", why: `one question at a time; ${rest[0]} is too much. Is there a * without quotes?` };
  return { kind: "run", json, any, typed: { principal, action, resource, more } };
}

async function wrong(context: ProgramContext, why: string): Promise<number> {
  await context.stderr.write(`explain: ${why}\n`);
  return 2;
}

async function asked(context: ProgramContext, machine: Machine, typed: Typed, json: boolean): Promise<number> {
  const { understand, Unclear } = await import("./question.ts");
  const { ask } = await import("../../../iam/ask.ts");
  const { world } = machine.store;
  const file = context.files.stat(join(context.cwd, typed.resource));
  if (file && !world.repositories.has(repositoryKey(metaOf(world), typed.resource)) && !typed.resource.startsWith("role/")) {
    return wrong(context, `${typed.resource} is a file here and no repository. Put * in quotes: explain ${typed.principal} ${typed.action} '*'`);
  }
  let understood: Understood;
  try {
    understood = understand(world, context.env, typed);
  } catch (error) {
    if (error instanceof Unclear) return wrong(context, error.message);
    throw error;
  }
  return print(context, ask(world, { ...understood.asked, now: machine.store.now() }), json, understood.note);
}

async function print(context: ProgramContext, decision: Decision, json: boolean, note?: string): Promise<number> {
  const { explain: explained } = await import("../../../iam/explain/explain.ts");
  const { explanationText } = await import("./text.ts");
  const explanation: Explanation = explained(decision);
  await context.stdout.write(json ? `${JSON.stringify(explanation, null, 2)}\n` : explanationText(explanation, note));
  return 0;
}

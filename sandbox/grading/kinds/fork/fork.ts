/** `fork:` what would happen, tried on a copy of the world (FORMAT §4.5). */
import type { RequestEvent } from "../../../kernel/events.ts";
import type { Context, Judgement, Kind } from "../../context.ts";
import { decidedOf } from "../../decided.ts";
import { span } from "../../duration.ts";
import type { Attempt, Fork } from "../../evidence.ts";
import { outcomeIs } from "../../happened.ts";
import type { Check } from "../../lesson.ts";
import { resolve } from "../../lookups.ts";
import { duration, isMap, matches } from "../../values.ts";
import { code, list, placed, shown } from "../../words.ts";

/** What came of the one act. */
interface Trial {
  readonly outcome: RequestEvent["outcome"];
  readonly error?: { readonly code: string; readonly message: string };
  readonly decision?: unknown;
  readonly exit?: number;
}

/** Judges the checks in `then`; given by the index of kinds, which knows them all. */
type JudgeThen = (check: Check, context: Context) => Promise<Judgement>;

export function forkKind(judgeThen: JudgeThen): Kind {
  return {
    name: "fork",
    fields: ["outcome", "error", "message", "decided", "exit", "then"],
    goal: forkGoal,
    async judge(check, context) {
      if (context.forks === "later" || !context.evidence.forks) return { state: "looking", now: "looking" };
      return remembered(check, context, () => tried(check, context, judgeThen));
    },
  };
}

/** Results are kept by check and world: nothing that a fork can read changes without the world changing. */
const results = new WeakMap<object, Map<string, Promise<Judgement>>>();

function remembered(check: Check, { evidence, lesson }: Context, judge: () => Promise<Judgement>): Promise<Judgement> {
  const known = results.get(evidence.world) ?? new Map<string, Promise<Judgement>>();
  results.set(evidence.world, known);
  const key = JSON.stringify([lesson.world.me, check]);
  const found = known.get(key) ?? judge();
  known.set(key, found);
  return found;
}

async function tried(check: Check, context: Context, judgeThen: JudgeThen): Promise<Judgement> {
  const act = (await resolve(check.fork, context)) as Record<string, unknown>;
  const setup = {
    ...(isMap(act.given) ? { given: act.given } : {}),
    ...(act.after === undefined ? {} : { after: duration(act.after) ?? 0 }),
    ...(typeof act.as === "string" ? { as: act.as } : {}),
  };
  const fork = await (context.evidence.forks as NonNullable<Context["evidence"]["forks"]>).fork(setup);
  const trial = await attempt(fork, act);
  const trouble = await unlike(check, trial, context);
  if (trouble !== undefined) return { state: "false", now: trouble };
  if (act.later !== undefined) await fork.advance(duration(act.later) ?? 0);
  const inside: Context = { ...context, evidence: fork.evidence(), openedAfter: 0, since: "lesson" };
  for (const then of Array.isArray(check.then) ? (check.then as Check[]) : []) {
    const judgement = await judgeThen(then, inside);
    if (judgement.state !== "true") return { state: "false", now: `on a copy: ${typeof then.else === "string" ? then.else : judgement.now}` };
  }
  return { state: "true", now: "tried on a copy: as wanted" };
}

async function attempt(fork: Fork, act: Readonly<Record<string, unknown>>): Promise<Trial> {
  if (act.run !== undefined) {
    const { status } = await fork.run([act.run].flat().map(String));
    return { ...whatHappened(fork, status === 0), exit: status };
  }
  const where = isMap(act.in) ? act.in : undefined;
  const there = where === undefined ? {} : { where };
  if (act.push !== undefined) {
    const { to, image, times } = isMap(act.push) ? act.push : { to: act.push, image: undefined, times: undefined };
    return came(
      fork,
      await fork.push(String(to), {
        ...(image === undefined ? {} : { image: String(image) }),
        ...(times === undefined ? {} : { times: Number(times) }),
        ...there,
      }),
    );
  }
  if (act.pull !== undefined) {
    const { ref, platform } = isMap(act.pull) ? act.pull : { ref: act.pull, platform: undefined };
    return came(fork, await fork.pull(String(ref), { ...(platform === undefined ? {} : { platform: String(platform) }), ...there }));
  }
  if (act.call !== undefined) {
    return came(fork, await fork.call(String(act.call), isMap(act.input) ? act.input : {}, where));
  }
  return { outcome: "works" };
}

function came(fork: Fork, { ok }: Attempt): Trial {
  return whatHappened(fork, ok);
}

/** Why a client was not content: its last request that did not work says. The 401 that asks for a password is none. */
function whatHappened(fork: Fork, ok: boolean): Trial {
  if (ok) return { outcome: "works" };
  const requests = fork.evidence().events.filter((event): event is RequestEvent => event.kind === "request");
  const bad =
    requests.findLast(({ outcome, status }) => outcome !== "works" && status !== 401) ?? requests.findLast(({ outcome }) => outcome !== "works");
  if (!bad) return { outcome: "fails" };
  return { outcome: bad.outcome, ...(bad.error ? { error: bad.error } : {}), ...(bad.decision === undefined ? {} : { decision: bad.decision }) };
}

/** What is not as the check says, as a fact; undefined when all is. */
async function unlike(check: Check, trial: Trial, context: Context): Promise<string | undefined> {
  const said =
    trial.outcome === "works"
      ? "it works"
      : `it is ${trial.outcome === "fails" ? "given up" : trial.outcome}${trial.error ? `: ${trial.error.code}` : ""}`;
  if (check.outcome !== undefined && !outcomeIs(String(check.outcome), trial.outcome)) return said;
  if (check.exit !== undefined && trial.exit !== check.exit)
    return trial.error ? `it ends with status ${trial.exit}: ${trial.error.code}` : `it ends with status ${trial.exit}`;
  if (check.error !== undefined && trial.error?.code !== check.error && `${trial.error?.code}Exception` !== check.error) return said;
  if (check.message !== undefined && !matches(await resolve(check.message, context), trial.error?.message)) return said;
  if (isMap(check.decided) && !matches(check.decided, decidedOf(trial.decision)))
    return `${said}, decided by ${shown(decidedOf(trial.decision)?.by)}`;
  return undefined;
}

function forkGoal(check: Check): string {
  const act = isMap(check.fork) ? check.fork : {};
  const who = act.as === undefined || act.as === "me" ? "" : `${code(String(act.as))}: `;
  const after = act.after === undefined ? "" : `In ${span(duration(act.after) ?? 0)}: `;
  const outcome =
    check.exit !== undefined
      ? `ends with ${String(check.exit)}`
      : check.outcome === undefined
        ? "does what it should"
        : check.outcome === "works"
          ? "works"
          : `is ${String(check.outcome)}`;
  const goal = `${after}${who}${deed(act)}${placed(act.in)} ${outcome}`;
  return goal.charAt(0).toUpperCase() + goal.slice(1);
}

function deed(act: Readonly<Record<string, unknown>>): string {
  if (act.push !== undefined) return `a push to ${code(String(isMap(act.push) ? act.push.to : act.push))}`;
  if (act.pull !== undefined) return `a pull of ${code(String(isMap(act.pull) ? act.pull.ref : act.pull))}`;
  if (act.call !== undefined) return code(String(act.call));
  return act.run === undefined ? "the registry" : list([act.run].flat().map((line) => code(String(line))));
}

/** Every kind of check, by the key that names it. The first key present decides; a check with none of them is a noun. */
import type { Context, Judgement, Kind } from "../context.ts";
import type { Check } from "../lesson.ts";
import { answer } from "./answer/answer.ts";
import { can, cannot } from "./decision/decision.ts";
import { event } from "./event/event.ts";
import { forkKind } from "./fork/fork.ts";
import { no } from "./no/no.ts";
import { only } from "./only/only.ts";
import { reach } from "./reach/reach.ts";
import { request } from "./request/request.ts";
import { state } from "./state/state.ts";

const KINDS: readonly Kind[] = [answer, can, cannot, event, forkKind(judge), no, only, reach, request];

export function kindOf(check: Check): Kind {
  return KINDS.find(({ name }) => name in check) ?? state;
}

/** Names of all kinds but nouns. */
export const KIND_NAMES: readonly string[] = KINDS.map(({ name }) => name);

/** Judges one check; its own words stand when it has some. */
export async function judge(check: Check, context: Context): Promise<Judgement> {
  const judgement = await kindOf(check).judge(check, context);
  return judgement.state !== "true" && judgement.state !== "looking" && typeof check.else === "string"
    ? { ...judgement, now: check.else }
    : judgement;
}

/** What a check wants, as a sentence. */
export function goalOf(check: Check): string {
  return typeof check.goal === "string" ? check.goal : kindOf(check).goal(check);
}

/** `no:` before a noun, request or event check: nothing fits. */
import { type Context, judged, type Kind } from "../../context.ts";
import { factsOf, requestsOf } from "../../happened.ts";
import type { Check } from "../../lesson.ts";
import { fits, innerOf, select, thingsOf } from "../../selection.ts";
import { lower } from "../../words.ts";
import { eventGoal } from "../event/event.ts";
import { requestGoal } from "../request/request.ts";
import { stateGoal } from "../state/state.ts";

export const no: Kind = {
  name: "no",
  fields: [],
  goal(check) {
    const inner = innerOf(check, "no");
    if (typeof inner.event === "string")
      return inner.event === "leak" ? "No password stood where others can read it" : eventGoal(inner).replace(/^An? /, "No ");
    if (typeof inner.request === "string") return `No ${requestGoal(inner)}`;
    return `No ${lower(stateGoal(inner))
      .replace(/ exists?$/, "")
      .replaceAll("what it should be", "the value looked up")}`;
  },
  async judge(check, context) {
    const labels = await present(innerOf(check, "no"), context);
    if (labels === undefined) return judged(false, "nothing to compare with yet");
    return judged(
      labels.length === 0,
      labels.length === 0 ? "none" : labels.length === 1 ? `there is one: ${labels[0]}` : `there are ${labels.length}, first ${labels[0]}`,
    );
  },
};

/** What fits, as labels; undefined when a lookup found nothing. */
async function present(inner: Check, context: Context): Promise<string[] | undefined> {
  if (typeof inner.request === "string")
    return (await requestsOf(inner, context)).fitting.map(({ method, status }) => `${method}, answered ${status}`);
  if (typeof inner.event === "string")
    return (await factsOf(inner, context)).map(({ of, has }) => [of, ...Object.values(has)].filter((word) => word !== undefined).join(", "));
  const selection = await select(inner, context);
  if (selection.unknown) return undefined;
  return thingsOf(selection)
    .filter((thing) => fits(thing, selection.has))
    .map(({ label }) => label);
}

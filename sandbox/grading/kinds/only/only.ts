/** `only:` before a noun check: it holds, and nothing else of that noun (of an image: of that repository) exists. */
import { judged, type Kind } from "../../context.ts";
import { fits, innerOf, select, thingsOf } from "../../selection.ts";
import { list, lower } from "../../words.ts";
import { state, stateGoal } from "../state/state.ts";

export const only: Kind = {
  name: "only",
  fields: [],
  goal: (check) => `Only ${lower(stateGoal(innerOf(check, "only")))}`,
  async judge(check, context) {
    const inner = innerOf(check, "only");
    const judgement = await state.judge(inner, context);
    if (judgement.state !== "true") return judgement;
    const selection = await select(inner, context);
    const wanted = new Set(
      thingsOf(selection)
        .filter((thing) => fits(thing, selection.has))
        .map(identity),
    );
    const beside = await Promise.all(selection.names.map((name) => selection.noun.beside(name, context, selection.where)));
    const others = new Map(
      beside
        .flat()
        .filter((thing) => !wanted.has(identity(thing)))
        .map((thing) => [identity(thing), thing.label]),
    );
    return others.size === 0 ? judged(true, "nothing else") : judged(false, `also ${list([...others.values()].slice(0, 3))}`);
  },
};

/** An image is the same under its tag and its digest. */
function identity({ name, has }: { readonly name: string; readonly has: Readonly<Record<string, unknown>> }): string {
  return typeof has.digest === "string" ? `${name.replace(/[:@].*$/, "")}@${has.digest}` : name;
}

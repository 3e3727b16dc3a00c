/** What could be written at a place of a policy's text, finished or not. */
import type { Completion, PolicyKind, Site } from "../problem.ts";
import {
  actionOptions,
  conditionValueOptions,
  elementOptions,
  keyOptions,
  type Option,
  operatorOptions,
  plainOptions,
  principalOptions,
  principalTypeOptions,
  resourceOptions,
  skeletonOptions,
  variableOptions,
} from "./options.ts";
import { type Cursor, cursorAt } from "./place.ts";

function optionsAt(cursor: Cursor, kind: PolicyKind, site: Site | undefined): Option[] {
  const { place } = cursor;
  if (place.kind === "skeleton") return skeletonOptions(place.of, kind, site);
  if (place.kind === "name") {
    if (place.of === "principal") return principalTypeOptions(kind, cursor);
    if (place.of === "condition") return operatorOptions(cursor);
    if (place.of === "operator") return keyOptions(place.operator ?? "", kind, cursor, site);
    return elementOptions(place.of, kind, cursor);
  }
  const variables = variableOptions(cursor, site);
  if (variables.length) return variables;
  const { element } = place;
  if (element === "Action" || element === "NotAction") return actionOptions(kind, cursor);
  if (element === "Resource" || element === "NotResource") return resourceOptions(cursor.statement, site);
  if (element === "Principal" || element === "NotPrincipal") return principalOptions(place.type, site);
  if (element === "Condition") return conditionValueOptions(place.operator ?? "", place.key ?? "", site);
  return plainOptions(element);
}

/** 0 for options that begin with what is typed, 1 for those that have it somewhere, 2 for the rest. */
function rankOf({ label }: Option, typed: string): number {
  const lower = label.toLowerCase();
  if (lower.startsWith(typed)) return 0;
  return lower.includes(typed.replace(/^.*:(?=.)/, "")) ? 1 : 2;
}

/** Options that fit what is typed, the nearest first; none twice in a list. Never throws, whatever the text. */
export function completePolicy(text: string, offset: number, kind: PolicyKind, site?: Site): Completion {
  const at = Math.max(0, Math.min(offset, text.length));
  const cursor = cursorAt(text, at);
  if (!cursor) return { from: at, to: at, options: [] };
  const { from, to, typed, wrap } = cursor.token;
  const word = cursor.place.kind === "skeleton" ? "" : typed.toLowerCase();
  const options = optionsAt(cursor, kind, site)
    .filter(({ label }) => !cursor.others.includes(label))
    .map((option) => ({ option, rank: rankOf(option, word) }))
    .filter(({ rank }) => rank < 2)
    .sort((a, b) => a.rank - b.rank)
    .map(({ option }) => ({ ...option, text: wrap(option.text) }));
  return { from, to, options };
}

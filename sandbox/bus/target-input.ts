/** What a target gets of an event: all of it, a part, or a constant text (API_Target, `InputPath` and `Input`). */
import type { EventTarget } from "../world/tables.ts";
import { isList, isObject, type Json, type JsonObject } from "./pattern.ts";

const STEP = /^(?:\.([A-Za-z0-9_-]+)|\['([^']+)'\]|\["([^"]+)"\]|\[(\d+)\])/;

/** The steps of `$.detail.image-tags[0]`; undefined for what is no such path. */
export function readPath(path: string): readonly string[] | undefined {
  if (!path.startsWith("$")) return undefined;
  const steps: string[] = [];
  let rest = path.slice(1);
  while (rest !== "") {
    const found = STEP.exec(rest);
    if (!found) return undefined;
    steps.push(found.slice(1).find((step) => step !== undefined) ?? "");
    rest = rest.slice(found[0].length);
  }
  return steps;
}

function at(value: Json | undefined, step: string): Json | undefined {
  if (isList(value)) return value[Number(step)];
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

/** The text that a target is given. A path that leads nowhere gives `{}`. (unverified) */
export function shaped({ input, inputPath }: EventTarget, event: JsonObject): string {
  if (input !== undefined) return input;
  if (inputPath === undefined) return JSON.stringify(event);
  const value = (readPath(inputPath) ?? []).reduce<Json | undefined>(at, event);
  return JSON.stringify(value ?? {});
}

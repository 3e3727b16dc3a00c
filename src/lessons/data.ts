/** YAML of a lesson, with errors that name file and line. */
import { LineCounter, parseDocument } from "yaml";
import { LessonError } from "./problem.ts";

export type Data = Readonly<Record<string, unknown>>;

/** `firstLine` is the line of `file` on which `text` begins. */
export function readYaml(text: string, file: string, firstLine = 1): unknown {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem)
    throw new LessonError(
      file,
      firstLine + lines.linePos(problem.pos[0]).line - 1,
      (problem.message.split("\n")[0] ?? "").replace(/ at line \d+.*/, ""),
    );
  return document.toJS() as unknown;
}

export function isMap(value: unknown): value is Data {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** RFC 7386: maps merge, lists and scalars replace, `null` removes. */
export function mergePatch(base: unknown, patch: unknown): unknown {
  if (!isMap(patch)) return patch;
  const merged: Record<string, unknown> = isMap(base) ? { ...base } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergePatch(merged[key], value);
  }
  return merged;
}

/** Changes values in a configuration file and leaves every other line as it is, comments included. */

import { text } from "../../../kernel/bytes.ts";
import { FileError, type FileSystem } from "../../../shell/files/file-system.ts";
import { Failure } from "../errors/failure.ts";
import { repr } from "../python/values.ts";
import type { Setting } from "./ini.ts";

const SECTION = /^\s*\[([^\]]+)\]/;
const OPTION = /([^:=][^:=]*)\s*[:=]\s*(.*)\n?$/;

type Changes = Map<string, Setting>;

function refuseNewlines(section: string, changes: Changes): void {
  const has = (value: string) => /[\n\r]/.test(value);
  if (has(section))
    throw new Failure(
      "general",
      "bad-value",
      `Invalid section name: newline characters and carriage returns are not allowed: ${repr(section)}`,
      section,
    );
  for (const [key, value] of changes) {
    if (has(key))
      throw new Failure("general", "bad-value", `Invalid key: newline characters and carriage returns are not allowed: ${repr(key)}`, key);
    const values = typeof value === "string" ? [value] : Object.values(value);
    if (values.some(has))
      throw new Failure("general", "bad-value", `Invalid value for key ${key}: newline characters and carriage returns are not allowed.`, key);
  }
}

function written(changes: Changes, indent = ""): string {
  let out = "";
  for (const [key, value] of changes) {
    if (typeof value === "string") out += `${indent}${key} = ${value}\n`;
    else
      out += `${indent}${key} =\n${Object.entries(value)
        .map(([name, item]) => `${indent}    ${name} = ${item}\n`)
        .join("")}`;
  }
  return out;
}

function isSection(line: string, section: string): boolean {
  if (/^\s*[#;]/.test(line)) return false;
  const match = SECTION.exec(line);
  if (!match) return false;
  const [kind, ...rest] = section.split(" ");
  return match[0] === `[${section}]` || (rest.length > 0 && match[0] === `[${kind} "${rest.join(" ")}"]`);
}

/** Updates the nested block that begins after `at`; what it does not have yet goes to its end. */
function updateNested(lines: string[], at: number, values: Readonly<Record<string, string>>): void {
  const waiting = new Map<string, Setting>(Object.entries(values));
  let end = at + 1;
  for (; end < lines.length; end++) {
    const line = lines[end] as string;
    if (!/^\s+\S/.test(line)) break;
    const match = OPTION.exec(line);
    const name = match?.[1]?.trim();
    if (match?.[1] === undefined || name === undefined || !waiting.has(name)) continue;
    lines[end] = `${/^\s*/.exec(line)?.[0] ?? ""}${name} = ${waiting.get(name)}\n`;
    waiting.delete(name);
  }
  if (waiting.size > 0) lines.splice(end, 0, written(waiting, "    "));
}

/** The file's text with the changes made in the section, or undefined when it has no such section. */
function updated(source: string, section: string, changes: Changes): string | undefined {
  const lines = source.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const start = lines.findIndex((line) => isSection(line, section));
  if (start < 0) return undefined;
  const waiting = new Map(changes);
  let last = start;
  for (let i = start + 1; i < lines.length && waiting.size > 0; i++) {
    const line = lines[i] as string;
    if (SECTION.test(line)) break;
    const name = OPTION.exec(line)?.[1]?.trim();
    if (name === undefined) continue;
    last = i;
    const value = waiting.get(name);
    if (value === undefined || /^\s/.test(line)) continue;
    if (typeof value === "string") lines[i] = `${name} = ${value}\n`;
    else updateNested(lines, i, value);
    waiting.delete(name);
  }
  if (waiting.size > 0) {
    const before = lines[last] as string;
    if (!before.endsWith("\n")) lines[last] = `${before}\n`;
    lines.splice(last + 1, 0, written(waiting));
  }
  return lines.join("");
}

/** Writes `changes` into `[section]` of the file, which is made (mode 600) when it is not there, its directory too. */
export async function updateConfig(files: FileSystem, path: string, section: string, changes: Changes): Promise<void> {
  refuseNewlines(section, changes);
  let source = "";
  try {
    source = text(await files.read(path));
  } catch (error) {
    if (!(error instanceof FileError) || error.code !== "ENOENT") throw error;
    files.makeDirectory(path.slice(0, path.lastIndexOf("/")) || "/", { parents: true });
    await files.write(path, "", 0o600);
  }
  const separator = source === "" || source.endsWith("\n") ? "" : "\n";
  await files.write(path, updated(source, section, changes) ?? `${source}${separator}[${section}]\n${written(changes)}`);
}

/** `file: registry.txt`, `file: ~/.bash_history`: short text files of the learner's computer. */
import { text } from "../../kernel/bytes.ts";
import type { Context } from "../context.ts";
import type { Noun, Thing } from "../noun.ts";
import { glob, isGlob } from "../values.ts";
import { code } from "../words.ts";

/** Longer files are not read: checks are about what a person writes. */
const LIMIT = 262_144;

/** Absolute path of a name: `~` and relative names start at home. */
export function pathOf({ evidence }: Context, name: string): string {
  if (name.startsWith("/")) return name;
  return `${evidence.home}/${name.replace(/^~\/?|^\.\//, "")}`.replace(/\/$/, "");
}

/** Text of a file, or undefined when there is none to read. */
export async function textOf(context: Context, name: string): Promise<string | undefined> {
  const { files } = context.evidence;
  const path = pathOf(context, name);
  const stat = files.stat(path);
  return stat?.kind === "file" && stat.size <= LIMIT ? text(await files.read(path)) : undefined;
}

export const file: Noun = {
  name: "file",
  words: ["File", "Files"],
  properties: ["text", "length", "lines", "words", "json", "yaml"],
  async find(name, context) {
    if (isGlob(name)) return (await file.beside(name, context, undefined)).filter((one) => glob(name, one.name));
    const content = await textOf(context, name);
    return content === undefined ? [] : [await thing(name, content)];
  },
  async beside(name, context) {
    const folder = pathOf(context, name.includes("/") ? name.slice(0, name.lastIndexOf("/")) : "");
    const { files } = context.evidence;
    if (files.stat(folder)?.kind !== "directory") return [];
    const prefix = name.includes("/") ? name.slice(0, name.lastIndexOf("/") + 1) : "";
    const found = await Promise.all(
      files.list(folder).map(async (entry) => ({ name: prefix + entry, content: await textOf(context, prefix + entry) })),
    );
    return Promise.all(found.flatMap(({ name: path, content }) => (content === undefined ? [] : [thing(path, content)])));
  },
  async missing(name) {
    return `no file ${code(name)} yet`;
  },
};

async function thing(name: string, content: string): Promise<Thing> {
  const trimmed = content.trim();
  // Fetched when a lesson looks at such a file: nothing else in the sandbox reads YAML.
  const yaml = /\.ya?ml$/.test(name) ? await import("yaml") : undefined;
  return {
    name,
    label: code(name),
    has: {
      text: trimmed,
      length: trimmed.length,
      get lines() {
        return trimmed === "" ? [] : trimmed.split("\n");
      },
      get words() {
        return trimmed
          .toLowerCase()
          .split(/[^\p{L}\p{N}'-]+/u)
          .filter(Boolean);
      },
      get json() {
        return attempt(() => JSON.parse(content) as unknown);
      },
      get yaml() {
        return attempt(() => yaml?.parse(content, { logLevel: "silent", maxAliasCount: 20 }) as unknown);
      },
    },
  };
}

/** What a person wrote may be no JSON or YAML at all: then it has no parts. */
function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** `-K FILE`: options from a file, one on a line (https://curl.se/docs/manpage.html#-K). */
import { text } from "../../kernel/bytes.ts";
import { FileError } from "../../shell/files/file-system.ts";
import { join } from "../../shell/files/paths.ts";
import type { ProgramContext } from "../../shell/program.ts";
import { type CurlOptions, CurlUsage, readCurl } from "./options.ts";

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", v: "\v" };

/** A value: in quotes with escapes, else up to the first blank. */
function unquoted(rest: string): string {
  if (!rest.startsWith('"')) return /^\S*/.exec(rest)?.[0] ?? "";
  const quoted = /^"((?:[^"\\]|\\[\s\S])*)/.exec(rest)?.[1] ?? "";
  return quoted.replace(/\\([\s\S])/g, (_whole, letter: string) => ESCAPES[letter] ?? letter);
}

/** The words one line stands for: `user = "a:b"`, `--silent`, `-u a:b`; none for a comment. */
export function configWords(line: string): readonly string[] {
  const match = /^\s*([^\s=:#]+)(?:\s*[=:]\s*|\s+|$)(.*)$/.exec(line);
  if (!match) return [];
  const [, name = "", rest = ""] = match;
  const option = name.startsWith("-") ? name : `--${name}`;
  return rest === "" ? [option] : [option, unquoted(rest)];
}

async function contentOf(context: ProgramContext, name: string): Promise<string> {
  try {
    return text(name === "-" ? await context.stdin.all() : await context.files.read(join(context.cwd, name)));
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    await context.stderr.write(`curl: cannot read config from '${name}'\n`);
    throw new CurlUsage("curl: option -K: error encountered when reading a file", 26);
  }
}

/** Adds what the named files say, and the files that those name; what curl does not know there is a warning. */
export async function addConfigs(context: ProgramContext, options: CurlOptions): Promise<void> {
  for (let name = options.configs.shift(); name !== undefined; name = options.configs.shift()) {
    for (const [at, line] of (await contentOf(context, name)).split(/\r?\n/).entries()) {
      const words = configWords(line);
      try {
        readCurl(words, options);
      } catch (error) {
        if (!(error instanceof CurlUsage) || !error.message.endsWith("is unknown")) throw error;
        await context.stderr.write(`Warning: ${name}:${at + 1}: warning: '${(words[0] ?? "").replace(/^--/, "")}' is unknown\n`);
      }
    }
  }
}

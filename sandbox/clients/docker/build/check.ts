/** What BuildKit refuses of an instruction before anything is built, in its words (github.com/moby/buildkit/blob/master/frontend/dockerfile/instructions/parse.go). */
import { wrongHealthcheck } from "./healthcheck.ts";

/** An instruction as it was written. */
export interface Written {
  /** Upper case. */
  readonly keyword: string;
  /** As typed. */
  readonly word: string;
  readonly flags: Readonly<Record<string, string>>;
  readonly text: string;
  readonly json: readonly string[] | undefined;
}

/** The options that each instruction has; those without are not looked through for any. */
export const FLAGS: Readonly<Record<string, readonly string[]>> = {
  ADD: ["checksum", "chmod", "chown", "exclude", "keep-git-dir", "link"],
  COPY: ["chmod", "chown", "exclude", "from", "link", "parents"],
  FROM: ["platform"],
  HEALTHCHECK: ["interval", "retries", "start-interval", "start-period", "timeout"],
  RUN: ["device", "mount", "network", "security"],
};

const KEYWORDS = "ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR".split(
  " ",
);
const AT_LEAST_ONE: readonly string[] = ["ARG", "ENV", "EXPOSE", "HEALTHCHECK", "LABEL", "ONBUILD", "SHELL", "VOLUME"];

/** What is wrong, or undefined. */
export function wrongWith(written: Written): string | undefined {
  const { keyword, word, flags, text } = written;
  if (!KEYWORDS.includes(keyword)) return `unknown instruction: ${word}${suggestion(keyword, KEYWORDS, (match) => inCaseOf(match, word))}`;
  const wrong = wrongArguments(written);
  if (wrong) return wrong;
  const known = FLAGS[keyword] ?? [];
  const unknown = Object.keys(flags).find((name) => !known.includes(name));
  if (unknown !== undefined) return `unknown flag: --${unknown}${suggestion(unknown, known)}`;
  return keyword === "HEALTHCHECK" ? wrongHealthcheck(text, flags) : undefined;
}

function wrongArguments({ keyword, text, json }: Written): string | undefined {
  const words = json ?? text.split(/\s+/).filter((word) => word !== "");
  switch (keyword) {
    case "ADD":
    case "COPY":
      return words.length < 2
        ? `${keyword} requires at least two arguments, but only one was provided. Destination could not be determined`
        : undefined;
    case "CMD":
    case "ENTRYPOINT":
    case "RUN":
      return undefined;
    case "FROM":
      return wrongStage(words);
    case "ONBUILD":
      return words.length === 0 ? "ONBUILD requires at least one argument" : wrongTrigger((words[0] as string).toUpperCase());
    case "SHELL":
      return words.length > 0 && !json ? "SHELL requires the arguments to be in JSON form" : missing(keyword, words);
    case "VOLUME":
      return words.some((word) => word.trim() === "") ? "VOLUME specified can not be an empty string" : missing(keyword, words);
    default:
      return missing(keyword, words);
  }
}

function missing(keyword: string, words: readonly string[]): string | undefined {
  if (words.length > 0) return undefined;
  return `${keyword} requires ${AT_LEAST_ONE.includes(keyword) ? "at least" : "exactly"} one argument`;
}

function wrongStage(words: readonly string[]): string | undefined {
  const [, as = "", name = ""] = words;
  if (words.length !== 1 && !(words.length === 3 && as.toLowerCase() === "as")) return "FROM requires either one or three arguments";
  if (words.length === 1 || /^[a-z][a-z0-9-_.]*$/.test(name.toLowerCase())) return undefined;
  return `invalid name for build stage: ${JSON.stringify(name)}, name can't start with a number or contain symbols`;
}

function wrongTrigger(trigger: string): string | undefined {
  if (trigger === "ONBUILD") return "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed";
  return trigger === "FROM" || trigger === "MAINTAINER" ? `${trigger} isn't allowed as an ONBUILD trigger` : undefined;
}

/** The closest of the known words, at most two letters away. */
function suggestion(word: string, known: readonly string[], shown = (match: string) => match): string {
  const [closest] = known.map((each) => ({ each, far: distance(word, each) })).sort((a, b) => a.far - b.far);
  return closest && closest.far < 3 ? ` (did you mean ${shown(closest.each)}?)` : "";
}

function inCaseOf(match: string, typed: string): string {
  return typed === typed.toUpperCase() ? match : match.toLowerCase();
}

/** How many letters have to be put in, left out or changed (Levenshtein). An exchange is two, as BuildKit counts; the policy editor's own measure says one. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}

/**
 * The part of Python's `argparse` that the CLI leans on: options anywhere, `--name=value`, unambiguous prefixes, lists that end at the
 * next option, and what is left over. The CLI runs three such parsers in a row (global, service, operation), each on the rest of the one before.
 */
import { closeMatches } from "./close-matches.ts";

/** `one` takes a value, `many` one or more, `any` none or more, `maybe` one or `otherwise`, `flag` none. */
export interface OptionSpec {
  /** With its dashes: `--region`. */
  readonly name: string;
  readonly takes: "one" | "many" | "any" | "maybe" | "flag";
  /** The value of a `maybe` that stands alone. */
  readonly otherwise?: string;
  readonly choices?: readonly string[];
  /** Checks and converts are left to the caller but for integers, which argparse refuses by itself. */
  readonly integer?: boolean;
  readonly required?: boolean;
  /** Options of one destination share it; the last one given counts. */
  readonly dest?: string;
}

/** May several values stand behind it? */
export const takesList = ({ takes }: OptionSpec): boolean => takes === "many" || takes === "any";

export interface PositionalSpec {
  readonly name: string;
  readonly optional?: boolean;
  readonly choices?: readonly string[];
}

export interface ParserSpec {
  readonly options: readonly OptionSpec[];
  readonly positionals: readonly PositionalSpec[];
}

export interface Parsed {
  /** By destination: text, a list, or `name of the flag` for flags. */
  readonly values: ReadonlyMap<string, string | readonly string[]>;
  readonly rest: readonly string[];
}

/** What argparse prints after `error:`. `choice` holds a value that is none of the choices, to be worded by generation. */
export class ParseError extends Error {
  readonly code: "missing-argument" | "bad-value" | "unknown-choice" | "ambiguous-option";
  readonly names: string;
  readonly choice:
    | { readonly argument: string; readonly value: string; readonly choices: readonly string[]; readonly like: readonly string[] }
    | undefined;
  constructor(code: ParseError["code"], names: string, message: string, choice?: ParseError["choice"]) {
    super(message);
    this.code = code;
    this.names = names;
    this.choice = choice;
  }
}

type Slot = { readonly kind: "value" } | { readonly kind: "option"; readonly option: OptionSpec | undefined; readonly attached?: string };

export const destOf = (option: OptionSpec): string => option.dest ?? option.name.slice(2).replaceAll("-", "_");

/** Is this argument an option, an unknown option, or a value? (`_parse_optional`) */
function classify(arg: string, options: readonly OptionSpec[]): Slot {
  if (!arg.startsWith("-") || arg === "-") return { kind: "value" };
  const exact = options.find((option) => option.name === arg);
  if (exact) return { kind: "option", option: exact };
  const equals = arg.indexOf("=");
  const name = equals < 0 ? arg : arg.slice(0, equals);
  const attached = equals < 0 ? {} : { attached: arg.slice(equals + 1) };
  const named = options.find((option) => option.name === name);
  if (named && equals >= 0) return { kind: "option", option: named, ...attached };
  const prefixed = name.startsWith("--") ? options.filter((option) => option.name.startsWith(name)) : [];
  if (prefixed.length > 1) {
    const names = prefixed.map((option) => option.name).join(", ");
    throw new ParseError("ambiguous-option", arg, `ambiguous option: ${arg} could match ${names}`);
  }
  if (prefixed[0]) return { kind: "option", option: prefixed[0], ...attached };
  if (/^-(?:\d+|\d*\.\d+)$/.test(arg) || arg.includes(" ")) return { kind: "value" };
  return { kind: "option", option: undefined };
}

function checkChoice(argument: string, value: string, choices: readonly string[] | undefined): void {
  if (!choices || choices.includes(value)) return;
  throw new ParseError("unknown-choice", value, "", { argument, value, choices, like: closeMatches(value, choices) });
}

/** Python's `parse_known_args`. */
export function parseKnown(spec: ParserSpec, args: readonly string[]): Parsed {
  const values = new Map<string, string | readonly string[]>();
  const rest: string[] = [];
  const waiting = [...spec.positionals];
  const seen = new Set<OptionSpec>();
  const end = args.indexOf("--");
  const slots = args.map((arg, i): Slot => (end >= 0 && i >= end ? { kind: "value" } : classify(arg, spec.options)));
  let at = 0;

  const takeOption = (option: OptionSpec, attached: string | undefined): void => {
    seen.add(option);
    let stop = at + 1;
    while (stop < args.length && slots[stop]?.kind === "value" && args[stop] !== "--") stop++;
    const given = attached === undefined ? args.slice(at + 1, stop) : [attached];
    at++;
    if (option.takes === "flag") {
      if (attached !== undefined) throw new ParseError("bad-value", option.name, `argument ${option.name}: ignored explicit argument '${attached}'`);
      values.set(destOf(option), option.name);
      return;
    }
    if (takesList(option) && (given.length > 0 || option.takes === "any")) {
      values.set(destOf(option), given);
      if (attached === undefined) at += given.length;
      return;
    }
    const first = given[0] ?? option.otherwise;
    if (first === undefined) {
      const wanted = option.takes === "one" ? "expected one argument" : "expected at least one argument";
      throw new ParseError("missing-argument", option.name, `argument ${option.name}: ${wanted}`);
    }
    if (option.integer && !/^\s*[-+]?\d+(?:_\d+)*\s*$/.test(first)) {
      throw new ParseError("bad-value", option.name, `argument ${option.name}: invalid int value: '${first}'`);
    }
    checkChoice(option.name, first, option.choices);
    values.set(destOf(option), first);
    if (attached === undefined && given.length > 0) at++;
  };

  while (at < args.length) {
    const slot = slots[at] as Slot;
    const arg = args[at] as string;
    if (slot.kind === "value") {
      const positional = arg === "--" ? undefined : waiting.shift();
      if (positional) {
        checkChoice(positional.name, arg, positional.choices);
        values.set(positional.name, arg);
      } else rest.push(arg);
      at++;
    } else if (slot.option) takeOption(slot.option, slot.attached);
    else {
      rest.push(arg);
      at++;
    }
  }
  const missing = [...spec.options.filter((option) => option.required && !seen.has(option)), ...waiting.filter((positional) => !positional.optional)];
  const names = missing.map(({ name }) => name).join(", ");
  if (missing.length > 0) throw new ParseError("missing-argument", names, `the following arguments are required: ${names}`);
  return { values, rest };
}

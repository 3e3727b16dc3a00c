/** Options that every command takes, wherever they stand. */

import { Failure } from "../errors/failure.ts";
import { ERROR_FORMATS, type ErrorFormat, type Generation } from "../errors/print.ts";
import { compileQuery, type Query } from "../format/query.ts";
import type { OptionSpec, Parsed } from "../python/argparse.ts";
import { toInteger } from "./values.ts";

const BOTH: readonly OptionSpec[] = [
  { name: "--debug", takes: "flag" },
  { name: "--endpoint-url", takes: "one" },
  { name: "--no-verify-ssl", takes: "flag" },
  { name: "--no-paginate", takes: "flag" },
  { name: "--output", takes: "one", choices: ["json", "text", "table"] },
  { name: "--query", takes: "one" },
  { name: "--profile", takes: "one" },
  { name: "--region", takes: "one" },
  { name: "--version", takes: "flag" },
  { name: "--color", takes: "one", choices: ["on", "off", "auto"] },
  { name: "--no-sign-request", takes: "flag" },
  { name: "--ca-bundle", takes: "one" },
  { name: "--cli-read-timeout", takes: "one" },
  { name: "--cli-connect-timeout", takes: "one" },
];

const ONLY_V1: readonly OptionSpec[] = [{ name: "--v2-debug", takes: "flag" }];

const ONLY_V2: readonly OptionSpec[] = [
  { name: "--cli-binary-format", takes: "one", choices: ["base64", "raw-in-base64-out"] },
  { name: "--no-cli-pager", takes: "flag" },
  { name: "--cli-auto-prompt", takes: "flag" },
  { name: "--no-cli-auto-prompt", takes: "flag" },
  { name: "--cli-error-format", takes: "one", choices: ERROR_FORMATS },
];

/** The options of a generation, in the order its messages list them. */
export function globalOptions(generation: Generation): readonly OptionSpec[] {
  if (generation === 1) return [...BOTH, ...ONLY_V1];
  return [
    ...BOTH.map((option) => (option.name === "--output" ? { ...option, choices: ["json", "text", "table", "yaml", "yaml-stream", "off"] } : option)),
    ...ONLY_V2,
  ];
}

export interface Globals {
  readonly debug: boolean;
  readonly endpointUrl: string | undefined;
  readonly paginate: boolean;
  readonly output: string | undefined;
  readonly query: Query | undefined;
  readonly profile: string | undefined;
  readonly region: string | undefined;
  readonly colour: "on" | "off" | "auto";
  readonly sign: boolean;
  readonly rawBlobs: boolean | undefined;
  readonly errorFormat: ErrorFormat | undefined;
}

/** Reads the parsed options; a bad `--query`, `--endpoint-url` or timeout is refused here, before anything else happens. */
export function readGlobals({ values }: Parsed): Globals {
  const one = (name: string): string | undefined => {
    const value = values.get(name);
    return typeof value === "string" ? value : undefined;
  };
  if (values.has("cli_auto_prompt") && values.has("no_cli_auto_prompt")) {
    const message = "Both --cli-auto-prompt and --no-cli-auto-prompt cannot be specified at the same time.";
    throw new Failure("param", "bad-value", message, "--no-cli-auto-prompt");
  }
  const query = one("query");
  const endpointUrl = one("endpoint_url");
  const compiled = query === undefined ? undefined : compileQuery(query);
  if (endpointUrl !== undefined && !/^[A-Za-z][A-Za-z0-9+.-]*:(?!\d+$)/.test(endpointUrl)) {
    const message = `Bad value for --endpoint-url "${endpointUrl}": scheme is missing.  Must be of the form http://<hostname>/ or https://<hostname>/`;
    throw new Failure("param", "bad-value", message, "--endpoint-url");
  }
  for (const timeout of [one("cli_read_timeout"), one("cli_connect_timeout")]) if (timeout !== undefined) toInteger(timeout);
  return {
    debug: values.has("debug"),
    endpointUrl,
    paginate: !values.has("no_paginate"),
    output: one("output"),
    query: compiled,
    profile: one("profile"),
    region: one("region"),
    colour: (one("color") ?? "auto") as Globals["colour"],
    sign: !values.has("no_sign_request"),
    rawBlobs: one("cli_binary_format") === undefined ? undefined : one("cli_binary_format") !== "base64",
    errorFormat: one("cli_error_format") as ErrorFormat | undefined,
  };
}

/** `aws configure export-credentials` (v2): the keys in force, for `eval`, for PowerShell, or for another program's `credential_process`. */
import type { Credentials, Keys } from "../credentials/credentials.ts";
import { Failure } from "../errors/failure.ts";
import { parseKnown } from "../python/argparse.ts";
import { dumps } from "../python/json.ts";
import { credentialsOf, type ProgramRun } from "../session.ts";
import { refuseRest } from "./ecr-login.ts";

const lines =
  (one: (name: string, value: string) => string) =>
  ({ accessKeyId, secretAccessKey, sessionToken, expiration }: Keys): string =>
    [
      one("AWS_ACCESS_KEY_ID", accessKeyId),
      one("AWS_SECRET_ACCESS_KEY", secretAccessKey),
      ...(sessionToken === undefined ? [] : [one("AWS_SESSION_TOKEN", sessionToken)]),
      ...(expiration === undefined ? [] : [one("AWS_CREDENTIAL_EXPIRATION", expiration)]),
    ]
      .map((line) => `${line}\n`)
      .join("");

function forProcess({ accessKeyId, secretAccessKey, sessionToken, expiration }: Keys): string {
  const shown = {
    Version: 1,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    ...(sessionToken === undefined ? {} : { SessionToken: sessionToken }),
    ...(expiration === undefined ? {} : { Expiration: expiration }),
  };
  return `${dumps(shown, { indent: 2 })}\n`;
}

const FORMATS: Readonly<Record<string, (keys: Keys) => string>> = {
  process: forProcess,
  env: lines((name, value) => `export ${name}=${value}`),
  "env-no-export": lines((name, value) => `${name}=${value}`),
  powershell: lines((name, value) => `$Env:${name}="${value}"`),
  "windows-cmd": lines((name, value) => `set ${name}=${value}`),
  fish: lines((name, value) => `set -gx ${name} "${value}"`),
};

export const EXPORT_OPTIONS = [{ name: "--format", takes: "one", choices: Object.keys(FORMATS) }] as const;

/** What is wrong with the settings is said in the words of this subcommand; what STS refuses, in those of STS. */
async function keysInForce(run: ProgramRun): Promise<Keys> {
  let credentials: Credentials | undefined;
  try {
    credentials = await credentialsOf(run);
  } catch (error) {
    if (!(error instanceof Failure) || error.what.kind === "sandbox") throw error;
    throw new Failure("configuration", error.code, `Unable to retrieve credentials: ${error.message}`, error.names);
  }
  if (!credentials) throw new Failure("configuration", "no-credentials", "Unable to retrieve credentials: no credentials found");
  return credentials.keys();
}

export async function exportCredentials(run: ProgramRun, args: readonly string[]): Promise<number> {
  const { values, rest } = parseKnown({ options: EXPORT_OPTIONS, positionals: [] }, args);
  refuseRest(rest);
  const write = FORMATS[String(values.get("format") ?? "process")] ?? forProcess;
  await run.context.stdout.write(write(await keysInForce(run)));
  return 0;
}

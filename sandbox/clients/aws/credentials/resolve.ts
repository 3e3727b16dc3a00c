/** Finds credentials in the order of the CLI's providers: environment, credentials file, configuration file, `credential_process`. */
import type { ProgramContext } from "../../../shell/program.ts";
import type { Section } from "../config/ini.ts";
import { type Settings, scoped, text } from "../config/settings.ts";
import { Failure } from "../errors/failure.ts";
import { loads } from "../python/json.ts";
import { isDict, type Value } from "../python/values.ts";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** What `configure list` prints: `env`, `shared-credentials-file`, `config-file`, `custom-process`. */
  readonly method: string;
}

function partial(provider: string, missing: string): Failure {
  return new Failure("general", "partial-credentials", `Partial credentials found in ${provider}, missing: ${missing}`, missing);
}

function make(method: string, accessKeyId: string, secretAccessKey: string, sessionToken: string | undefined): Credentials {
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}), method };
}

function fromEnvironment(env: ProgramContext["env"]): Credentials | undefined {
  const id = env.AWS_ACCESS_KEY_ID;
  if (!id) return undefined;
  const secret = env.AWS_SECRET_ACCESS_KEY;
  if (!secret) throw partial("env", "AWS_SECRET_ACCESS_KEY");
  return make("env", id, secret, env.AWS_SESSION_TOKEN || env.AWS_SECURITY_TOKEN);
}

function fromSection(section: Section | undefined, method: string): Credentials | undefined {
  const id = text(section?.aws_access_key_id);
  if (id === undefined) return undefined;
  const secret = text(section?.aws_secret_access_key);
  if (secret === undefined) throw partial(method, "aws_secret_access_key");
  return make(method, id, secret, text(section?.aws_session_token) ?? text(section?.aws_security_token));
}

async function fromProcess(section: Section, run: ProgramContext["run"]): Promise<Credentials | undefined> {
  const command = text(section.credential_process);
  if (!command) return undefined;
  const [name = "", ...args] = [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
  const { status, stdout, stderr } = await run(name, args);
  const problem = (what: string) => new Failure("general", "no-credentials", `Error when retrieving credentials from custom-process: ${what}`);
  if (status !== 0) throw problem(stderr);
  let answer: Value;
  try {
    answer = loads(stdout);
  } catch {
    throw problem(`Unable to parse credential_process output: ${stdout}`);
  }
  const at = (key: string): string | undefined => {
    const value = isDict(answer) ? answer[key] : undefined;
    return typeof value === "string" ? value : undefined;
  };
  const id = at("AccessKeyId");
  const secret = at("SecretAccessKey");
  if (!isDict(answer) || answer.Version !== 1)
    throw problem(
      `Unsupported version '${isDict(answer) ? String(answer.Version ?? "<Version key not provided>") : ""}' for credential process provider, supported versions: 1`,
    );
  if (!id || !secret) throw problem(`Missing required key in response: ${id ? "SecretAccessKey" : "AccessKeyId"}`);
  return make("custom-process", id, secret, at("SessionToken"));
}

/** The credentials in force, or undefined when there are none. `--profile` leaves the environment aside, as the CLI does. */
export async function resolveCredentials(settings: Settings, context: Pick<ProgramContext, "env" | "run">): Promise<Credentials | undefined> {
  if (settings.chosen === undefined) {
    const found = fromEnvironment(context.env);
    if (found) return found;
  }
  const section = scoped(settings);
  const name = settings.profile ?? "default";
  for (const key of ["role_arn", "sso_session", "sso_start_url", "web_identity_token_file", "login_session"]) {
    if (section[key] === undefined) continue;
    throw new Failure(
      "sandbox",
      "not-simulated",
      `the profile ${name} asks for ${key}, which this sandbox cannot do yet: give the profile access keys of its own.`,
      key,
    );
  }
  return (
    fromSection(settings.credentials.get(name), "shared-credentials-file") ??
    (await fromProcess(section, context.run)) ??
    fromSection(settings.config.get(name), "config-file")
  );
}

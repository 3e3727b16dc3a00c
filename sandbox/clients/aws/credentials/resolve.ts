/** Finds credentials in the order of the CLI's providers: environment, a role, a web identity, credentials file, `credential_process`, configuration file. */
import type { ProgramContext } from "../../../shell/program.ts";
import type { Section } from "../config/ini.ts";
import { type Settings, scoped, text } from "../config/settings.ts";
import { Failure } from "../errors/failure.ts";
import { loads } from "../python/json.ts";
import { type Dict, isDict, repr, type Value } from "../python/values.ts";
import { type Credentials, deferred, known } from "./credentials.ts";
import { type CallSts, type RoleContext, readToken, roleKeys } from "./role.ts";

/** What finding credentials may use. */
export interface Finding {
  readonly settings: Settings;
  readonly context: RoleContext & Pick<ProgramContext, "run">;
  readonly generation: 1 | 2;
  readonly callSts: CallSts;
}

function partial(provider: string, missing: string): Failure {
  return new Failure("general", "partial-credentials", `Partial credentials found in ${provider}, missing: ${missing}`, missing);
}

function invalid(message: string, name: string): Failure {
  return new Failure("general", "no-credentials", message, name);
}

function make(method: string, accessKeyId: string, secretAccessKey: string, sessionToken: string | undefined, expiration?: string): Credentials {
  return known(method, { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}), ...(expiration ? { expiration } : {}) });
}

function fromEnvironment(env: ProgramContext["env"]): Credentials | undefined {
  const id = env.AWS_ACCESS_KEY_ID;
  if (!id) return undefined;
  const secret = env.AWS_SECRET_ACCESS_KEY;
  if (!secret) throw partial("env", "AWS_SECRET_ACCESS_KEY");
  return make("env", id, secret, env.AWS_SESSION_TOKEN || env.AWS_SECURITY_TOKEN, env.AWS_CREDENTIAL_EXPIRATION);
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
  return make("custom-process", id, secret, at("SessionToken"), at("Expiration"));
}

/** A role for an identity provider's token: of the environment when it counts, or of a profile. */
function fromWebIdentity(section: Section, env: ProgramContext["env"], { context, generation, callSts }: Finding): Credentials | undefined {
  const setting = (key: string, variable: string): string | undefined => env[variable] ?? text(section[key]);
  const path = setting("web_identity_token_file", "AWS_WEB_IDENTITY_TOKEN_FILE");
  if (!path) return undefined;
  const roleArn = setting("role_arn", "AWS_ROLE_ARN");
  if (!roleArn) {
    throw invalid(
      "The provided profile or the current environment is configured to assume role with web identity but has no role ARN configured. Ensure that the profile has the role_arnconfiguration set or the AWS_ROLE_ARN env var is set.",
      "role_arn",
    );
  }
  return deferred("assume-role-with-web-identity", async () => {
    const token = { WebIdentityToken: await readToken(path, context) };
    const role = { operation: "AssumeRoleWithWebIdentity", roleArn, sessionName: setting("role_session_name", "AWS_ROLE_SESSION_NAME") } as const;
    const parts = generation === 1 ? { more: token, secret: {} } : { more: {}, secret: token };
    return roleKeys({ ...role, ...parts, source: undefined }, context, callSts);
  });
}

/** Settings that name a way to sign in which the sandbox does not have. */
function refuseElsewhere(section: Section, name: string): void {
  for (const key of ["sso_session", "sso_start_url", "login_session"]) {
    if (section[key] === undefined) continue;
    throw new Failure("sandbox", "not-simulated", `the profile ${name} asks for ${key}, which this sandbox does not have.`, key);
  }
}

/** What a profile itself holds, roles by other profiles' keys aside. */
async function fromProfile(name: string, env: ProgramContext["env"], finding: Finding): Promise<Credentials | undefined> {
  const { settings, context } = finding;
  const section = settings.profiles.get(name) ?? {};
  const identity = fromWebIdentity(section, env, finding);
  if (identity) return identity;
  refuseElsewhere(section, name);
  return (
    fromSection(settings.credentials.get(name), "shared-credentials-file") ??
    (await fromProcess(section, context.run)) ??
    fromSection(settings.config.get(name), "config-file")
  );
}

const asksForRole = (section: Section): boolean => section.role_arn !== undefined && section.web_identity_token_file === undefined;
const hasKeys = (section: Section): boolean => section.aws_access_key_id !== undefined || section.aws_secret_access_key !== undefined;

function checkSource(name: string, source: string, visited: readonly string[], profiles: Settings["profiles"]): void {
  const section = profiles.get(source);
  if (!section) throw invalid(`The source_profile "${source}" referenced in the profile "${name}" does not exist.`, source);
  // A profile may name itself when it has keys beside the role.
  if (!visited.includes(source) || (source === name && hasKeys(section))) return;
  throw invalid(
    `Infinite loop in credential configuration detected. Attempting to load from profile ${source} which has already been visited. Visited profiles: ${repr([...visited])}`,
    source,
  );
}

async function fromSource(name: string, section: Section, visited: readonly string[], finding: Finding): Promise<Credentials> {
  const source = text(section.source_profile);
  const provider = text(section.credential_source);
  if (source !== undefined && provider !== undefined)
    throw invalid(`The profile "${name}" contains both source_profile and credential_source.`, name);
  if (provider !== undefined) {
    if (!["Environment", "EcsContainer", "Ec2InstanceMetadata"].includes(provider))
      throw invalid(`The credential source "${provider}" referenced in profile "${name}" is not valid.`, provider);
    const found = provider === "Environment" ? fromEnvironment(finding.context.env) : undefined;
    if (found) return found;
    throw invalid(
      `Error when retrieving credentials from ${provider}: No credentials found in credential_source referenced in profile ${name}`,
      provider,
    );
  }
  if (source === undefined) throw partial("assume-role", "source_profile or credential_source");
  checkSource(name, source, visited, finding.settings.profiles);
  const other = finding.settings.profiles.get(source) as Section;
  if (!hasKeys(other) && asksForRole(other)) return fromRole(source, [...visited, source], finding);
  const found = await fromProfile(source, {}, finding);
  if (!found) throw invalid(`The source profile "${source}" must have credentials.`, source);
  return found;
}

/** The role of a profile, by the keys of its source. */
async function fromRole(name: string, visited: readonly string[], finding: Finding): Promise<Credentials> {
  const section = finding.settings.profiles.get(name) as Section;
  const source = await fromSource(name, section, visited, finding);
  const more: Record<string, Value> = {};
  const externalId = text(section.external_id);
  if (externalId !== undefined) more.ExternalId = externalId;
  const serial = text(section.mfa_serial);
  if (serial !== undefined) more.SerialNumber = serial;
  const seconds = text(section.duration_seconds);
  if (seconds !== undefined && /^\s*[-+]?\d+\s*$/.test(seconds)) more.DurationSeconds = Number(seconds);
  return deferred("assume-role", () => {
    if (serial !== undefined) {
      throw new Failure(
        "sandbox",
        "not-simulated",
        `the profile ${name} asks for a code of the MFA device ${serial}, and this sandbox has no such devices: leave mfa_serial out.`,
        "mfa_serial",
      );
    }
    const role = { operation: "AssumeRole", roleArn: text(section.role_arn) ?? "", sessionName: text(section.role_session_name) } as const;
    return roleKeys({ ...role, more: more as Dict, secret: {}, source }, finding.context, finding.callSts);
  });
}

/** The credentials in force, or undefined when there are none. `--profile` leaves the environment aside, as the CLI does. */
export async function resolveCredentials(finding: Finding): Promise<Credentials | undefined> {
  const { settings, context } = finding;
  const env = settings.chosen === undefined ? context.env : {};
  const found = fromEnvironment(env);
  if (found) return found;
  const section = scoped(settings);
  const name = settings.profile ?? "default";
  if (asksForRole(section)) return fromRole(name, [name], finding);
  return fromProfile(name, env, finding);
}

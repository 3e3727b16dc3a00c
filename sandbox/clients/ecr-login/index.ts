/**
 * `docker-credential-ecr-login`, the Amazon ECR credential helper: whenever Docker wants a registry's password, it asks ECR for an
 * authorization token with the AWS credentials of this computer. Spoken to over standard input (docker-credential-helpers protocol);
 * texts of version 0.6.0 (Debian). It keeps no cache: every question is asked anew.
 */
import { fromBase64, text } from "../../kernel/bytes.ts";
import type { Installed, Program, ProgramContext } from "../../shell/program.ts";
import { loadSettings } from "../aws/config/settings.ts";
import { Failure } from "../aws/errors/failure.ts";
import { readGlobals } from "../aws/parse/globals.ts";
import { isDict, isList } from "../aws/python/values.ts";
import { callOnce } from "../aws/request/call.ts";
import { serviceNamed } from "../aws/services.ts";
import { clientFor, type Run } from "../aws/session.ts";
import { decodeJson, goKind } from "../docker/words/json.ts";

const NOT_FOUND = "credentials not found in native keychain";
const LOG = ".ecr/log/ecr-login.log";
/** Account and Region of a private registry's host; the helper's own expression, for the partitions that the sandbox knows. */
const PRIVATE = /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-zA-Z0-9][a-zA-Z0-9-_]*)\.(?:amazonaws\.com(?:\.cn)?|on\.aws)$/;
const PUBLIC = "public.ecr.aws";

interface Asked {
  readonly service: "ecr" | "ecr-public";
  readonly region: string;
  readonly input: Readonly<Record<string, string[]>>;
}

/** What is to be asked for the server that Docker named, `https://` and all; undefined for a registry that is not ECR's. */
function askedFor(server: string): Asked | undefined {
  const host = server.replace(/^https?:\/\//, "").replace(/\/.*$/, "");
  if (host === PUBLIC) return { service: "ecr-public", region: "us-east-1", input: {} };
  const [, account, region] = PRIVATE.exec(host) ?? [];
  return account && region ? { service: "ecr", region, input: { registryIds: [account] } } : undefined;
}

/** User and password from ECR. Throws `Failure`, as `aws` would. */
async function login(context: ProgramContext, { service: name, region, input }: Asked): Promise<readonly [user: string, password: string]> {
  const settings = await loadSettings(context, undefined);
  const globals = { ...readGlobals({ values: new Map(), rest: [] }), region };
  const run: Run = { context, generation: 2, globals, settings, command: "ecr.get-authorization-token", agent: "ECR-Login/0.6.0" };
  const service = await serviceNamed(name);
  const operation = service?.operations.find((candidate) => candidate.name === "GetAuthorizationToken");
  if (!service || !operation) throw new Error(`the model of ${name} has no GetAuthorizationToken`);
  const { authorizationData } = await callOnce(await clientFor(run, service), operation, input);
  const first = isList(authorizationData) ? authorizationData[0] : authorizationData;
  const token = isDict(first) ? String(first.authorizationToken) : "";
  const [user = "", password = ""] = text(fromBase64(token) ?? new Uint8Array()).split(":");
  return [user, password];
}

/** Why it failed stands in a file of its own, since Docker shows nothing of it. */
async function note(context: ProgramContext, message: string): Promise<void> {
  const path = `${context.env.HOME ?? "/"}/${LOG}`;
  const time = new Date(context.clock.now()).toISOString().replace(/\.\d+Z$/, "Z");
  const before = context.files.stat(path) ? text(await context.files.read(path)) : "";
  context.files.makeDirectory(path.slice(0, path.lastIndexOf("/")), { parents: true });
  await context.files.write(path, `${before}time="${time}" level=error msg="Error retrieving credentials" error=${JSON.stringify(message)}\n`);
}

async function get(context: ProgramContext): Promise<number> {
  const server = text(await context.stdin.all()).trim();
  const asked = askedFor(server);
  try {
    if (asked) {
      const [Username, Secret] = await login(context, asked);
      await context.stdout.write(`${JSON.stringify({ ServerURL: server, Username, Secret })}\n`);
      return 0;
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    await note(context, `ecr: Failed to get authorization token: ${error.message}`);
  }
  await context.stdout.write(`${NOT_FOUND}\n`);
  return 1;
}

/** What is wrong with what Docker sent, in the words of its credential helpers' common code. */
function malformed(action: "store" | "erase", sent: string): string | undefined {
  if (action === "erase") return sent.trim() === "" ? "no credentials server URL" : undefined;
  const { value, problem } = decodeJson(sent, { whole: false });
  if (problem !== undefined) return problem;
  if (value !== null && goKind(value) !== "object") return `json: cannot unmarshal ${goKind(value)} into Go value of type credentials.Credentials`;
  const { ServerURL, Username } = (value ?? {}) as { readonly ServerURL?: unknown; readonly Username?: unknown };
  return ServerURL ? (Username ? undefined : "no credentials username") : "no credentials server URL";
}

/** It keeps nothing, so there is nothing to store or erase; Docker is told so unless the environment says to keep quiet. */
async function refuse(context: ProgramContext, action: "store" | "erase"): Promise<number> {
  const wrong = malformed(action, text(await context.stdin.all()));
  if (wrong === undefined && context.env.AWS_ECR_IGNORE_CREDS_STORAGE === "true") return 0;
  await context.stdout.write(`${wrong ?? "not implemented"}\n`);
  return 1;
}

const program: Program = async (context) => {
  const [action] = context.args;
  switch (context.args.length === 1 ? action : undefined) {
    case "get":
      return get(context);
    case "store":
      return refuse(context, "store");
    case "erase":
      return refuse(context, "erase");
    case "list":
      await context.stdout.write("{}\n");
      return 0;
    case "version":
      await context.stdout.write("0.6.4\n");
      return 0;
    case undefined:
      await context.stdout.write(`Usage: ${context.name} <store|get|erase|list|version>\n`);
      return 1;
    default:
      await context.stdout.write(`Unknown credential action \`${action}\`\n`);
      return 1;
  }
};

export const ecrLogin: Installed = {
  name: "docker-credential-ecr-login",
  summary: "give Docker a password for ECR whenever it wants one",
  program,
};

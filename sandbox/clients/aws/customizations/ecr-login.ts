/** `get-login-password` of `aws ecr` and `aws ecr-public`, `aws ecr get-login` (v1 only): the authorization token made ready for `docker login`. */
import { fromBase64, text } from "../../../kernel/bytes.ts";
import { Failure } from "../errors/failure.ts";
import type { Service } from "../model.ts";
import { type OptionSpec, parseKnown } from "../python/argparse.ts";
import { type Dict, isDict, isList } from "../python/values.ts";
import { callOnce } from "../request/call.ts";
import { clientFor, type ProgramRun } from "../session.ts";

interface Login {
  readonly user: string;
  readonly password: string;
  readonly endpoint: string;
}

export const GET_LOGIN_OPTIONS: readonly OptionSpec[] = [
  { name: "--registry-ids", takes: "many" },
  { name: "--include-email", takes: "flag", dest: "include_email" },
  { name: "--no-include-email", takes: "flag", dest: "include_email" },
];

/** The services whose registries take a login. */
export function hasLogin({ command }: Service): boolean {
  return command === "ecr" || command === "ecr-public";
}

/** Commands of the CLI itself have their own message for what they do not know: no usage, joined by commas alone. */
export function refuseRest(rest: readonly string[]): void {
  if (rest.length > 0) throw new Failure("param", "unknown-option", `Unknown options: ${rest.join(",")}`, rest[0]);
}

async function logins(run: ProgramRun, service: Service, input: Dict): Promise<Login[]> {
  const operation = service.operations.find((candidate) => candidate.name === "GetAuthorizationToken");
  if (!operation) throw new Error("the model has no GetAuthorizationToken");
  const answer = await callOnce(await clientFor(run, service), operation, input);
  // ECR Public has one registry for all, and gives one token where ECR gives a list.
  const data = isList(answer.authorizationData) ? answer.authorizationData : [answer.authorizationData];
  return data.filter(isDict).map((one) => {
    const [user = "", password = ""] = text(fromBase64(String(one.authorizationToken)) ?? new Uint8Array()).split(":");
    return { user, password, endpoint: String(one.proxyEndpoint) };
  });
}

export async function getLogin(run: ProgramRun, service: Service, args: readonly string[]): Promise<number> {
  const { values, rest } = parseKnown({ options: GET_LOGIN_OPTIONS, positionals: [] }, args);
  refuseRest(rest);
  const ids = values.get("registry_ids");
  const email = values.get("include_email") === "--no-include-email" ? "" : " -e none";
  for (const { user, password, endpoint } of await logins(run, service, Array.isArray(ids) ? { registryIds: ids } : {})) {
    await run.context.stdout.write(`docker login -u ${user} -p ${password}${email} ${endpoint}\n`);
  }
  return 0;
}

export async function getLoginPassword(run: ProgramRun, service: Service, args: readonly string[]): Promise<number> {
  refuseRest(parseKnown({ options: [], positionals: [] }, args).rest);
  const [first] = await logins(run, service, {});
  if (first) await run.context.stdout.write(`${first.password}\n`);
  return 0;
}

/** Who a program of the learner's would be now, and in which Region: by the environment first, then by the files of `aws configure`. */
import { callerOf } from "../../iam/caller.ts";
import type { Caller } from "../../iam/decision.ts";
import type { World } from "../../world/world.ts";
import type { View } from "../api.ts";
import { HOME } from "../presets/computer.ts";

type Sections = Readonly<Record<string, Readonly<Record<string, string>>>>;

function parseIni(content: string): Sections {
  const sections: Record<string, Record<string, string>> = {};
  let current: Record<string, string> | undefined;
  for (const line of content.split("\n")) {
    const header = /^\s*\[\s*(?:profile\s+)?(.+?)\s*\]/.exec(line);
    if (header) {
      const name = header[1] as string;
      current = sections[name] ?? {};
      sections[name] = current;
      continue;
    }
    const pair = /^([A-Za-z_]+)\s*=\s*(.*?)\s*$/.exec(line);
    if (pair && current) current[pair[1] as string] = pair[2] as string;
  }
  return sections;
}

function textOf(world: World, path: string): string {
  const node = world.files.get(path);
  return node?.kind === "file" && "text" in node.content ? node.content.text : "";
}

interface Now {
  readonly caller?: Caller;
  readonly region: string;
}

/** Who a program would sign as, and the Region it would ask; in the order in which the CLI looks. */
function now(world: World, env: Readonly<Record<string, string>>, home: { readonly region: string }): Now {
  const profile = env.AWS_PROFILE ?? env.AWS_DEFAULT_PROFILE ?? "default";
  const config = parseIni(textOf(world, env.AWS_CONFIG_FILE ?? `${HOME}/.aws/config`))[profile] ?? {};
  const stored = parseIni(textOf(world, env.AWS_SHARED_CREDENTIALS_FILE ?? `${HOME}/.aws/credentials`))[profile] ?? {};
  const region = env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? config.region ?? home.region;
  const role = config.role_arn ?? stored.role_arn ?? (env.AWS_WEB_IDENTITY_TOKEN_FILE === undefined ? undefined : env.AWS_ROLE_ARN);
  if (env.AWS_ACCESS_KEY_ID === undefined && role !== undefined) {
    const session = config.role_session_name ?? env.AWS_ROLE_SESSION_NAME ?? "botocore-session";
    const caller = roleCaller(world, role, session);
    return { ...(caller ? { caller } : {}), region };
  }
  const id = env.AWS_ACCESS_KEY_ID ?? stored.aws_access_key_id ?? config.aws_access_key_id;
  const key = id === undefined ? undefined : world.accessKeys.get(id);
  const caller = key && callerOf(world, key.principal, key.session);
  return { ...(caller ? { caller } : {}), region };
}

/** The session that STS would give, if the role's trust policy lets it. */
function roleCaller(world: World, arn: string, name: string): Caller | undefined {
  for (const [key, row] of world.principals.entries()) if (row.arn === arn && row.kind === "role") return callerOf(world, key, { name });
  return undefined;
}

/** Who a program's request would come from; undefined when no credentials lead to anybody. */
export function callerNow(world: World, env: Readonly<Record<string, string>>, home: { readonly region: string }): Caller | undefined {
  return now(world, env, home).caller;
}

/** Empty name and ARN when no credentials lead to anybody. */
export function identityOf(world: World, env: Readonly<Record<string, string>>, home: { account: string; region: string }): View["me"] {
  const { caller, region } = now(world, env, home);
  const principal = caller && world.principals.get(caller.principal);
  if (!principal) return { name: "", arn: "", account: home.account, region };
  // A federated user is somebody else than the user whose keys made the session.
  const name = caller.kind === "federated" ? (caller.session?.name ?? principal.name) : principal.name;
  return { name, arn: caller.arn, account: caller.account, region };
}

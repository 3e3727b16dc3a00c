/** Who a program of the learner's would be now, and in which Region: by the environment first, then by the files of `aws configure`. */
import { callerOf } from "../../iam/caller.ts";
import type { Caller } from "../../iam/decision.ts";
import type { AccessKey } from "../../world/tables.ts";
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
  readonly key?: AccessKey;
  readonly region: string;
}

/** The access key that a program would sign with, and the Region it would ask. */
function credentialsNow(world: World, env: Readonly<Record<string, string>>, home: { readonly region: string }): Now {
  const profile = env.AWS_PROFILE ?? env.AWS_DEFAULT_PROFILE ?? "default";
  const config = parseIni(textOf(world, env.AWS_CONFIG_FILE ?? `${HOME}/.aws/config`))[profile] ?? {};
  const stored = parseIni(textOf(world, env.AWS_SHARED_CREDENTIALS_FILE ?? `${HOME}/.aws/credentials`))[profile] ?? {};
  const id = env.AWS_ACCESS_KEY_ID ?? stored.aws_access_key_id ?? config.aws_access_key_id;
  const region = env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? config.region ?? home.region;
  const key = id === undefined ? undefined : world.accessKeys.get(id);
  return { ...(key ? { key } : {}), region };
}

/** Who a program's request would come from; undefined when no credentials lead to anybody. */
export function callerNow(world: World, env: Readonly<Record<string, string>>, home: { readonly region: string }): Caller | undefined {
  const { key } = credentialsNow(world, env, home);
  return key && callerOf(world, key.principal, key.session);
}

/** Empty name and ARN when no credentials lead to anybody. */
export function identityOf(world: World, env: Readonly<Record<string, string>>, home: { account: string; region: string }): View["me"] {
  const { key, region } = credentialsNow(world, env, home);
  const principal = key && world.principals.get(key.principal);
  const caller = key && callerOf(world, key.principal, key.session);
  if (!principal || !caller) return { name: "", arn: "", account: home.account, region };
  // A federated user is somebody else than the user whose keys made the session.
  const name = caller.kind === "federated" ? (key.session?.name ?? principal.name) : principal.name;
  return { name, arn: caller.arn, account: caller.account, region };
}

/** What is typed after `explain`, as a question to the evaluator; or a sentence that says what is wrong with it. */
import type { Asked, Target } from "../../../iam/ask.ts";
import { callerOf } from "../../../iam/caller.ts";
import { ecrAction, ecrFacts } from "../../../iam/data/services.ts";
import type { Caller } from "../../../iam/decision.ts";
import { nearest } from "../../../iam/document/facts.ts";
import { PUBLIC_REGION, repositoryKey } from "../../../world/keys.ts";
import { metaOf } from "../../../world/store.ts";
import type { World } from "../../../world/world.ts";
import { BadWorld } from "../../presets/grammar.ts";
import { principalName, repositoryName } from "../../presets/names.ts";
import { callerNow } from "../../view/identity.ts";

/** Something that was typed cannot be meant; the message is for the person. */
export class Unclear extends Error {}

export interface Typed {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** `key=value`, each as it was typed. */
  readonly more: readonly string[];
}

/** A question, and what should be known about it beside its answer. */
export interface Understood {
  readonly asked: Asked;
  readonly note?: string;
}

/** The Region of ECR Public's API. */
const PUBLIC_HOME = "us-east-1";

/** Name of the session as which a role is asked about. */
const SESSION = { name: "session" };

/** Throws `Unclear`. */
export function understand(world: World, env: Readonly<Record<string, string>>, typed: Typed): Understood {
  const { account, region, now } = metaOf(world);
  const caller = callerFrom(world, env, typed.principal, { account, region });
  const action = actionFrom(typed.action);
  const { resource, target, note } = resourceFrom(world, action, typed.resource, caller, { account, region });
  const more = Object.fromEntries(typed.more.map(keyFrom));
  const asked = target.kind === "repository" || target.kind === "registry" ? target.registry.region : region;
  const place = action.startsWith("ecr-public:") || asked === PUBLIC_REGION ? PUBLIC_HOME : asked;
  return { asked: { caller, action, resource, target, region: place, now, ...(typed.more.length > 0 ? { more } : {}) }, ...(note ? { note } : {}) };
}

interface Home {
  readonly account: string;
  readonly region: string;
}

function callerFrom(world: World, env: Readonly<Record<string, string>>, typed: string, home: Home): Caller {
  if (typed === "me") {
    const now = callerNow(world, env, home);
    if (!now) throw new Unclear("me is nobody: no credentials lead to a user or a role. Name one, for instance user/anna");
    return now;
  }
  const service = /^(?:service\/)?([a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazonaws\.com)$/.exec(typed)?.[1];
  if (service !== undefined) return { arn: service, principalArn: service, account: "", kind: "service", userId: "", principal: "" };
  const caller = typed.startsWith("arn:") ? callerByArn(world, typed) : callerByName(world, typed, home);
  if (!caller) throw new Unclear(`nobody is called ${typed}. There ${knownPrincipals(world, home.account)}`);
  return caller;
}

function knownPrincipals(world: World, home: string): string {
  const names = principalNames(world, home);
  return names.length === 1 ? `is ${names[0]}` : `are ${names.slice(0, 12).join(", ")}${names.length > 12 ? " and others" : ""}`;
}

/** Users and roles as one would type them, those of `home` without its id. */
export function principalNames(world: World, home: string): string[] {
  return [...world.principals.values()]
    .filter(({ kind }) => kind !== "root")
    .map(({ account, kind, name }) => `${account === home ? "" : `${account}:`}${kind}/${name}`);
}

function callerByName(world: World, typed: string, { account, region }: Home): Caller | undefined {
  try {
    const { key, kind } = principalName(typed, { account, region, me: "root" });
    return callerOf(world, key, kind === "role" ? SESSION : undefined);
  } catch (error) {
    if (!(error instanceof BadWorld)) throw error;
    throw new Unclear(`${typed} is no principal. Write me, user/NAME, role/NAME, ACCOUNT:role/NAME, root, or an ARN`);
  }
}

/** `arn:aws:iam::…:user/path/anna`, `…:role/run`, `…:root`, or the session `arn:aws:sts::…:assumed-role/run/build-7`. */
function callerByArn(world: World, arn: string): Caller | undefined {
  const [, account = "", role = "", session = ""] = /^arn:aws:sts::(\d{12}):assumed-role\/([^/]+)\/(.+)$/.exec(arn) ?? [];
  if (role !== "") return callerOf(world, `${account}/role/${role}`, { name: session });
  for (const [key, row] of world.principals.entries()) {
    if (row.arn === arn) return callerOf(world, key, row.kind === "role" ? SESSION : undefined);
  }
  return undefined;
}

/** With its service, in the case of AWS where ECR has it. */
function actionFrom(typed: string): string {
  if (/[*?]/.test(typed)) throw new Unclear(`${typed} stands for many actions. Ask about one, for instance ecr:PutImage`);
  const full = typed.includes(":") ? typed : `ecr:${typed}`;
  if (!/^[a-z0-9-]+:[A-Za-z]+$/.test(full)) throw new Unclear(`${typed} is no action. Write it as policies do, for instance ecr:PutImage`);
  if (!full.startsWith("ecr:")) return full;
  const known = ecrAction(full);
  if (!known) {
    const meant = nearest(
      full,
      ecrFacts.actions.map(({ name }) => name),
    );
    throw new Unclear(`ECR has no action ${full}.${meant === undefined ? "" : ` Did you mean ${meant}?`}`);
  }
  return known.name;
}

function resourceFrom(
  world: World,
  action: string,
  typed: string,
  caller: Caller,
  home: Home,
): Pick<Asked, "resource" | "target"> & { note?: string } {
  const wide = action.startsWith("ecr:") && ecrAction(action)?.resources.length === 0;
  if (wide && typed !== "*") {
    return { resource: "*", target: { kind: "registry", registry: home }, note: `${action} has no resource but *, so ${typed} plays no part.` };
  }
  if (typed === "*") return starFrom(action, caller, home);
  if (typed.startsWith("arn:")) return arnFrom(world, typed);
  if (action.startsWith("sts:") && typed.startsWith("role/"))
    return roleFrom(world, `arn:aws:iam::${home.account}:${typed}`, `${home.account}/${typed}`);
  const { account, region, name } = repositoryName(typed, { ...home, me: "" });
  if (action.startsWith("ecr-public:")) return repositoryFrom(world, { account, region: PUBLIC_REGION }, name);
  return repositoryFrom(world, { account, region }, name);
}

function starFrom(action: string, caller: Caller, home: Home): Pick<Asked, "resource" | "target"> {
  const target: Target = action.startsWith("ecr:") ? { kind: "registry", registry: home } : { kind: "none", account: caller.account };
  return { resource: "*", target };
}

function repositoryFrom(world: World, registry: Home, name: string): Pick<Asked, "resource" | "target"> & { note?: string } {
  const there = world.repositories.get(repositoryKey(registry, name)) !== undefined || name.includes("*");
  return {
    resource:
      registry.region === PUBLIC_REGION
        ? `arn:aws:ecr-public::${registry.account}:repository/${name}`
        : `arn:aws:ecr:${registry.region}:${registry.account}:repository/${name}`,
    target: { kind: "repository", registry, name },
    ...(there ? {} : { note: `There is no ${registry.region === PUBLIC_REGION ? "public " : ""}repository ${name}; asked as if there were.` }),
  };
}

function arnFrom(world: World, arn: string): Pick<Asked, "resource" | "target"> & { note?: string } {
  const [, , service, region = "", account = "", ...rest] = arn.split(":");
  const path = rest.join(":");
  if (service === "ecr" && path.startsWith("repository/")) return repositoryFrom(world, { account, region }, path.slice("repository/".length));
  if (service === "ecr-public" && path.startsWith("repository/"))
    return repositoryFrom(world, { account, region: PUBLIC_REGION }, path.slice("repository/".length));
  if (service === "kms") return { resource: arn, target: { kind: "key", arn } };
  if (service === "iam" && path.startsWith("role/")) return roleFrom(world, arn, `${account}/role/${path.slice(path.lastIndexOf("/") + 1)}`);
  return { resource: arn, target: { kind: "none", account } };
}

function roleFrom(world: World, arn: string, key: string): Pick<Asked, "resource" | "target"> {
  const row = world.principals.get(key);
  if (!row) throw new Unclear(`there is no role ${arn.slice(arn.lastIndexOf("/") + 1)}`);
  return { resource: row.arn, target: { kind: "role", key } };
}

function keyFrom(typed: string): readonly [string, string] {
  const at = typed.indexOf("=");
  if (at < 1) throw new Unclear(`${typed} is no condition key. Write --with aws:SourceIp=198.51.100.7`);
  return [typed.slice(0, at), typed.slice(at + 1)];
}

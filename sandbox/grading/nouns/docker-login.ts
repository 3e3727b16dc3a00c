/** `docker.login: HOST`: what Docker keeps for a registry. `valid` means that the registry would accept it now. */

import { TOKEN_LIFE, verifyToken } from "../../ecr/token/token.ts";
import { fromBase64, text } from "../../kernel/bytes.ts";
import { metaOf } from "../../world/store.ts";
import { type Context, nameOfArn, shortName } from "../context.ts";
import { hours } from "../duration.ts";
import type { Noun, Thing } from "../noun.ts";
import { glob, isGlob, isMap } from "../values.ts";
import { code } from "../words.ts";
import { textOf } from "./file.ts";
import { profile } from "./profile.ts";

/** The helper of this name is ECR's; it is the one that the computer has. */
const ECR_HELPER = "ecr-login";
const PUBLIC_REGISTRY = "public.ecr.aws";

export const dockerLogin: Noun = {
  name: "docker.login",
  words: ["Login at", "Logins at"],
  properties: ["host", "stored", "helper", "valid", "expiresAt", "principal"],
  async find(name, context) {
    return (await all(context, isGlob(name) ? [] : [name])).filter((one) => glob(name, one.name));
  },
  beside: (_name, context) => all(context, []),
  async missing() {
    return "Docker has no login there";
  },
};

/** Hosts that Docker's file names, and of `asked` those for which it would ask a helper. */
async function all(context: Context, asked: readonly string[]): Promise<Thing[]> {
  const config = parsed(await textOf(context, "~/.docker/config.json"));
  const auths = isMap(config.auths) ? config.auths : {};
  const helpers = isMap(config.credHelpers) ? config.credHelpers : {};
  const store = typeof config.credsStore === "string" && config.credsStore !== "" ? config.credsStore : undefined;
  const entries = new Map(Object.entries(auths).map(([key, entry]) => [hostOf(key), entry]));
  const hosts = new Set([...entries.keys(), ...Object.keys(helpers).map(hostOf), ...(store === undefined ? [] : asked)]);
  return Promise.all([...hosts].map((host) => thing(host, entries.get(host), helpers[host] ?? store, context)));
}

function hostOf(key: string): string {
  return key.replace(/^https?:\/\//, "").replace(/\/.*$/, "");
}

/** Where a helper is set, Docker asks it and never looks at what is stored. */
async function thing(host: string, entry: unknown, helper: unknown, context: Context): Promise<Thing> {
  const auth = isMap(entry) && typeof entry.auth === "string" ? entry.auth : undefined;
  const stored = auth === undefined ? undefined : judgedLogin(host, auth, context);
  const login = typeof helper === "string" ? await helped(host, helper, context) : stored;
  return {
    name: host,
    label: code(host),
    has: {
      host,
      stored: auth !== undefined,
      helper: typeof helper === "string" ? helper : undefined,
      valid: login?.valid ?? false,
      expiresAt: login?.expiresAt,
      principal: login?.principal,
      fact: login?.fact,
    },
  };
}

/** What the helper would answer: ECR's asks for a new token each time, with the keys of the default profile. */
async function helped(host: string, helper: string, context: Context): Promise<Login> {
  if (helper !== ECR_HELPER) return { valid: false, fact: `Docker asks ${code(`docker-credential-${helper}`)}, which this computer does not have` };
  if (host !== PUBLIC_REGISTRY && !context.evidence.addresses.registryOf(host))
    return { valid: false, fact: `the helper ${code(helper)} knows registries of ECR alone` };
  const [keys] = await profile.find("default", context, undefined);
  const key = String(keys?.has.aws_access_key_id ?? "");
  // Keys of a session are in no table, and keys of the environment are not seen from here.
  if (key.startsWith("AKIA") && context.evidence.world.accessKeys.get(key)?.status !== "Active")
    return { valid: false, fact: "the helper's AWS access key is not known" };
  const principal = typeof keys?.has.as === "string" ? keys.has.as : undefined;
  const who = principal === undefined ? "" : `as ${principal}, `;
  return { valid: true, fact: `${who}by the helper ${code(helper)} whenever Docker asks`, ...(principal === undefined ? {} : { principal }) };
}

interface Login {
  readonly valid: boolean;
  readonly expiresAt?: number;
  readonly principal?: string;
  readonly fact: string;
}

/** As the registry would judge it: an unbroken token, of this Region, younger than twelve hours, of a principal that exists. */
function judgedLogin(host: string, auth: string, context: Context): Login {
  const { hasher, world, addresses, now } = context.evidence;
  const bytes = fromBase64(auth);
  const [user, password] = bytes ? splitOnce(text(bytes)) : ["", ""];
  const verdict = verifyToken(hasher, metaOf(world).sealingKey, password, now);
  if (user !== "AWS" || verdict.kind === "malformed") return { valid: false, fact: "Docker keeps a password there that is no ECR token" };
  const { caller, region, issuedAt } = verdict.content;
  const expiresAt = issuedAt + TOKEN_LIFE;
  const known = { expiresAt, principal: shortName(context, nameOfArn(caller.arn)) };
  const registry = addresses.registryOf(host);
  if (registry && registry.region !== region) return { ...known, valid: false, fact: `the stored token is of ${region}` };
  if (verdict.kind === "expired") return { ...known, valid: false, fact: `the stored token expired ${hours(now - expiresAt)} ago` };
  if (!world.principals.get(caller.principal)) return { ...known, valid: false, fact: "the token's owner is gone" };
  return { ...known, valid: true, fact: `as ${known.principal}, for another ${hours(expiresAt - now)}` };
}

function splitOnce(pair: string): [string, string] {
  const colon = pair.indexOf(":");
  return colon < 0 ? [pair, ""] : [pair.slice(0, colon), pair.slice(colon + 1)];
}

/** A file that a person may have broken: then it holds no logins. */
function parsed(content: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const value = JSON.parse(content ?? "{}") as unknown;
    return isMap(value) ? value : {};
  } catch {
    return {};
  }
}

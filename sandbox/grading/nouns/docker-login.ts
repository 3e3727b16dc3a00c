/** `docker.login: HOST`: what Docker keeps for a registry. `valid` means that the registry would accept it now. */

import { TOKEN_LIFE, verifyToken } from "../../ecr/token/token.ts";
import { fromBase64, text } from "../../kernel/bytes.ts";
import { metaOf } from "../../world/store.ts";
import { type Context, nameOfArn, shortName } from "../context.ts";
import { hours } from "../duration.ts";
import type { Noun, Thing } from "../noun.ts";
import { glob, isMap } from "../values.ts";
import { code } from "../words.ts";
import { textOf } from "./file.ts";

export const dockerLogin: Noun = {
  name: "docker.login",
  words: ["Docker's login at", "Docker's logins at"],
  properties: ["host", "stored", "helper", "valid", "expiresAt", "principal"],
  async find(name, context) {
    return (await all(context)).filter((one) => glob(name, one.name));
  },
  beside: (_name, context) => all(context),
  async missing() {
    return "Docker has no login there";
  },
};

async function all(context: Context): Promise<Thing[]> {
  const config = parsed(await textOf(context, "~/.docker/config.json"));
  const auths = isMap(config.auths) ? config.auths : {};
  const helpers = isMap(config.credHelpers) ? config.credHelpers : {};
  const keys = new Set([...Object.keys(auths), ...Object.keys(helpers)]);
  return [...keys].map((key) => thing(key, auths[key], helpers[key] ?? config.credsStore, context));
}

function thing(key: string, entry: unknown, helper: unknown, context: Context): Thing {
  const host = key.replace(/^https?:\/\//, "").replace(/\/.*$/, "");
  const auth = isMap(entry) && typeof entry.auth === "string" ? entry.auth : undefined;
  const login = auth === undefined ? undefined : judgedLogin(host, auth, context);
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

/** The grammar of a patch (FORMAT §6): which keys there are. A key that is not in it is a mistake of the author, and is named. */
import { isPlainObject } from "./merge-patch.ts";

/** What may stand somewhere: anything, a map with these keys, or a map from names to one more shape. */
type Shape =
  | "any"
  /** `others`: keys of another kind, which all look alike, may stand among the named ones. */
  | { readonly keys: Readonly<Record<string, Shape>>; readonly others?: { readonly key: RegExp; readonly shape: Shape } }
  | { readonly each: Shape };

const REPOSITORY: Shape = {
  keys: {
    settings: "any",
    tags: "any",
    policy: "any",
    lifecyclePolicy: "any",
    images: { each: { keys: { build: "any", tags: "any", index: "any", untagged: "any", pushed: "any", pulled: "any" } } },
    series: "any",
  },
};

const REGISTRY = {
  policy: "any",
  scanning: "any",
  replication: "any",
  signing: "any",
  pullTimeExclusions: "any",
  templates: "any",
  cacheRules: "any",
  quotas: "any",
  throttles: "any",
} as const;

const PRINCIPAL: Shape = {
  keys: {
    path: "any",
    description: "any",
    managed: "any",
    policies: "any",
    groups: "any",
    boundary: "any",
    trust: "any",
    maxSession: "any",
    tags: "any",
    keys: "any",
  },
};

const PATCH: Shape = {
  keys: {
    about: "any",
    vary: "any",
    clock: "any",
    account: "any",
    region: "any",
    me: "any",
    cli: "any",
    accounts: {
      each: { keys: { settings: "any", organization: { keys: { id: "any", scps: "any", rcps: "any" } }, scps: "any", rcps: "any" } },
    },
    policies: { each: { keys: { document: "any", path: "any", description: "any", tags: "any" } } },
    groups: { each: { keys: { path: "any", managed: "any", policies: "any" } } },
    principals: { each: PRINCIPAL },
    identityProviders: { each: { keys: { clientIds: "any", thumbprints: "any", tags: "any" } } },
    tokens: { each: { keys: { issuer: "any", subject: "any", audience: "any", lifetime: "any" } } },
    keys: { each: { keys: { policy: "any", state: "any", description: "any", aliases: "any", tags: "any" } } },
    secrets: "any",
    registry: { keys: REGISTRY, others: { key: /^\d{12}:[a-z]{2}(-[a-z]+)+-\d$/, shape: { keys: REGISTRY } } },
    repositories: { each: REPOSITORY },
    builds: { each: { keys: { layers: "any", platform: "any", files: "any" } } },
    docker: { keys: { images: "any", logins: "any", config: "any", platform: "any" } },
    profiles: {
      each: { keys: { as: "any", region: "any", source: "any", token: "any", session: { keys: { name: "any", policies: "any", tags: "any" } } } },
    },
    env: "any",
    files: "any",
    faults: "any",
    network: "any",
    visits: "any",
    facts: "any",
  },
};

/** A world that is not written as FORMAT §6 says; the message is for its author. */
export class BadWorld extends Error {}

function unknownKeys(value: unknown, shape: Shape, path: string): string[] {
  if (shape === "any" || !isPlainObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const here = path === "" ? key : `${path}.${key}`;
    if ("each" in shape) return unknownKeys(member, shape.each, here);
    const inner = shape.keys[key] ?? (shape.others?.key.test(key) ? shape.others.shape : undefined);
    return inner === undefined ? [here] : unknownKeys(member, inner, here);
  });
}

/** Throws `BadWorld` when the patch holds keys that the sandbox does not know. */
export function checkGrammar(patch: Readonly<Record<string, unknown>>): void {
  const unknown = unknownKeys(patch, PATCH, "");
  if (unknown.length > 0) throw new BadWorld(`a world has no key ${unknown.map((key) => `"${key}"`).join(", ")}`);
}

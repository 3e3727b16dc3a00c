/** `kms.key: images`: a key of KMS by its alias, its id or its ARN, or several by a pattern over aliases. Properties as DescribeKey prints them. */
import { findKey, keysOf } from "../../world/kms.ts";
import type { KmsGrant, KmsKey } from "../../world/tables.ts";
import { type Context, registryOf, type Where } from "../context.ts";
import type { Noun, Thing } from "../noun.ts";
import { parsedPolicy } from "../policies.ts";
import { glob, isGlob } from "../values.ts";
import { code } from "../words.ts";

const PREFIX = "alias/";

export const kmsKey: Noun = {
  name: "kms.key",
  words: ["Key", "Keys"],
  properties: [
    ...["keyId", "arn", "aliases", "creationDate", "enabled", "description", "keyState", "deletionDate", "keyManager", "policy", "tags", "grants"],
    "grantCount",
  ],
  async find(name, context, where) {
    if (isGlob(name)) return all(context, where).filter((one) => glob(name, one.name));
    const place = registryOf(context, where);
    const { world } = context.evidence;
    const key = findKey(world, place, name) ?? findKey(world, place, `${PREFIX}${name}`);
    return key ? [thing(key, name)] : [];
  },
  async beside(_name, context, where) {
    return all(context, where);
  },
  async missing(name) {
    return `no key ${code(name)} yet`;
  },
};

/** Each under its first alias, without the prefix; a key without one under its id. */
function all(context: Context, where: Where | undefined): Thing[] {
  return [...keysOf(context.evidence.world, registryOf(context, where))].map(([, key]) => thing(key, key.aliases[0]?.slice(PREFIX.length) ?? key.id));
}

function thing(key: KmsKey, name: string): Thing {
  const { id, arn, aliases, createdAt, description, state, deletesAt, manager, policy, tags, grants = [] } = key;
  return {
    name,
    label: code(name),
    has: {
      keyId: id,
      arn,
      aliases,
      creationDate: createdAt,
      enabled: state === "Enabled",
      description,
      keyState: state,
      deletionDate: deletesAt,
      keyManager: manager ?? "CUSTOMER",
      policy: parsedPolicy(policy),
      tags,
      grants: grants.map(grantOf),
      grantCount: grants.length,
    },
  };
}

function grantOf({ id, name, grantee, retiring, operations, context }: KmsGrant) {
  return { grantId: id, name, granteePrincipal: grantee, retiringPrincipal: retiring, operations, encryptionContext: context };
}

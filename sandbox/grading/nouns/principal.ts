/** `principal: user/anna`: who there is, and which policies they carry. */
import type { Principal } from "../../world/tables.ts";
import { type Context, fullName, principalKeyOf, shortName } from "../context.ts";
import type { Noun, Thing } from "../noun.ts";
import { parsedPolicy } from "../policies.ts";
import { glob, isGlob } from "../values.ts";
import { code } from "../words.ts";

export const principal: Noun = {
  name: "principal",
  words: ["Principal", "Principals"],
  properties: ["arn", "id", "managed", "policies", "boundary", "trust", "tags"],
  async find(name, context) {
    const { principals } = context.evidence.world;
    if (!isGlob(name)) {
      const row = principals.get(principalKeyOf(context, name));
      return row ? [thing(row, context)] : [];
    }
    return (await principal.beside(name, context, undefined)).filter((one) => glob(fullName(context, name), fullName(context, one.name)));
  },
  async beside(_name, context) {
    return [...context.evidence.world.principals.values()].map((row) => thing(row, context));
  },
  async missing(name) {
    return `no principal ${code(name)}`;
  },
};

function thing(row: Principal, context: Context): Thing {
  const name = shortName(context, `${row.account}:${row.kind === "root" ? "root" : `${row.kind}/${row.name}`}`);
  return {
    name,
    label: code(name),
    has: {
      arn: row.arn,
      id: row.id,
      managed: row.managed.map((policy) => (policy.startsWith("arn:") ? policy : `arn:aws:iam::aws:policy/${policy}`)),
      policies: Object.fromEntries(Object.entries(row.policies).map(([key, document]) => [key, parsedPolicy(document)])),
      boundary: row.boundary,
      trust: row.trust && parsedPolicy(row.trust),
      tags: row.tags,
    },
  };
}

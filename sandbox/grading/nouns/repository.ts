/** `repository: web/api`, `repository: "*"`. Properties as DescribeRepositories prints them, without the noun's own prefix. */

import { repositoryKey } from "../../world/keys.ts";
import type { Repository } from "../../world/tables.ts";
import { range } from "../../world/world.ts";
import { type Context, registryOf, type Where } from "../context.ts";
import type { Noun, Thing } from "../noun.ts";
import { parsedPolicy } from "../policies.ts";
import { glob, isGlob } from "../values.ts";
import { code } from "../words.ts";

export const repository: Noun = {
  name: "repository",
  words: ["Repository", "Repositories"],
  properties: [
    "name",
    "registryId",
    "arn",
    "uri",
    "createdAt",
    "imageTagMutability",
    "imageTagMutabilityExclusionFilters",
    "imageScanningConfiguration",
    "encryptionConfiguration",
    "policy",
    "policyText",
    "lifecyclePolicy",
    "tags",
    "imageCount",
    "untaggedCount",
  ],
  async find(name, context, where) {
    const registry = registryOf(context, where);
    if (!isGlob(name)) {
      const row = context.evidence.world.repositories.get(repositoryKey(registry, name));
      return row ? [thing(row, context)] : [];
    }
    return all(context, where).filter((one) => glob(name, one.name));
  },
  async beside(_name, context, where) {
    return all(context, where);
  },
  async missing(name) {
    return `no repository ${code(name)} yet`;
  },
};

function all(context: Context, where: Where | undefined): Thing[] {
  const prefix = repositoryKey(registryOf(context, where), "");
  return [...range(context.evidence.world, "repositories", prefix)].map(([, row]) => thing(row, context));
}

function thing(row: Repository, context: Context): Thing {
  const { world, addresses } = context.evidence;
  const key = repositoryKey(row, row.name);
  const images = () => [...range(world, "images", `${key} `)].map(([, image]) => image);
  return {
    name: row.name,
    label: code(row.name),
    has: {
      name: row.name,
      registryId: row.account,
      arn: `arn:aws:ecr:${row.region}:${row.account}:repository/${row.name}`,
      uri: `${addresses.registryHost(row.account, row.region)}/${row.name}`,
      createdAt: row.createdAt,
      imageTagMutability: row.imageTagMutability,
      imageTagMutabilityExclusionFilters: row.imageTagMutabilityExclusionFilters,
      imageScanningConfiguration: { scanOnPush: row.scanOnPush },
      encryptionConfiguration: row.encryption,
      policy: row.policy && parsedPolicy(row.policy),
      policyText: row.policy && JSON.stringify(row.policy),
      get lifecyclePolicy() {
        return row.lifecyclePolicyText === undefined ? undefined : (JSON.parse(row.lifecyclePolicyText) as unknown);
      },
      tags: row.tags,
      get imageCount() {
        return images().length;
      },
      get untaggedCount() {
        return images().filter((image) => image.tags.length === 0).length;
      },
    },
  };
}

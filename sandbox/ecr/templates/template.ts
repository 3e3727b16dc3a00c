/** A creation template read from a request, and written into an answer. */
import { acceptRepositoryPolicy } from "../../iam/document/accept.ts";
import { prettyPolicy } from "../../iam/policy-text.ts";
import type { RegistryId } from "../../world/keys.ts";
import type { CreationTemplate } from "../../world/tables.ts";
import type { World } from "../../world/world.ts";
import { seconds } from "../common/lookup.ts";
import { mutabilityProblem } from "../common/mutability.ts";
import { tagProblem, tagsOf } from "../common/tags.ts";
import { encryptionProblem } from "../encryption/encrypt.ts";
import { readLifecyclePolicy } from "../lifecycle/policy.ts";
import type { Input } from "../model/index.ts";
import type { RepositoryCreationTemplate } from "../model/types.gen.ts";

type Asked = Input<"CreateRepositoryCreationTemplate"> | Input<"UpdateRepositoryCreationTemplate">;

/** What is wrong with a template, as details of an InvalidParameterException. */
export interface Problem {
  readonly parameter: string;
  readonly constraint: string;
}

/** A request laid over what there was: members that are left out stay as they are. Empty texts take a policy, a role or a key away. */
export function readTemplate(
  world: World,
  registry: RegistryId,
  asked: Asked,
  before: CreationTemplate | undefined,
  now: number,
): { readonly row: CreationTemplate } | { readonly problem: Problem } {
  const mode = asked.imageTagMutability ?? before?.imageTagMutability ?? "MUTABLE";
  // A new mode without filters has none, whatever the old one had.
  const filters =
    asked.imageTagMutabilityExclusionFilters ?? (asked.imageTagMutability === undefined ? before?.imageTagMutabilityExclusionFilters : undefined);
  const policy = asked.repositoryPolicy ? acceptRepositoryPolicy(world, asked.repositoryPolicy) : undefined;
  const tags = asked.resourceTags === undefined ? (before?.tags ?? {}) : tagsOf(asked.resourceTags);
  const { encryptionType, kmsKey } = asked.encryptionConfiguration ?? before?.encryption ?? { encryptionType: "AES256" };
  const customRoleArn = asked.customRoleArn ?? before?.customRoleArn;
  const found =
    mutabilityProblem(mode, filters) ??
    encryptionProblem(asked.encryptionConfiguration) ??
    (policy?.kind === "refused" ? { parameter: "RepositoryPolicy", constraint: policy.constraint } : undefined) ?? // (unverified)
    lifecycleProblem(asked.lifecyclePolicy) ??
    tagsProblem(asked);
  if (found) return { problem: found };
  const document = asked.repositoryPolicy === undefined ? before?.repositoryPolicy : policy?.kind === "accepted" ? policy.document : undefined;
  const lifecycle = asked.lifecyclePolicy ?? before?.lifecyclePolicyText;
  const description = asked.description ?? before?.description;
  const row: CreationTemplate = {
    account: registry.account,
    region: registry.region,
    prefix: before?.prefix ?? asked.prefix,
    ...(description === undefined ? {} : { description }),
    encryption: { encryptionType, ...(kmsKey ? { kmsKey } : {}) },
    tags,
    imageTagMutability: mode,
    ...(filters ? { imageTagMutabilityExclusionFilters: filters } : {}),
    ...(document ? { repositoryPolicy: document } : {}),
    ...(lifecycle ? { lifecyclePolicyText: lifecycle } : {}),
    appliedFor: asked.appliedFor ?? before?.appliedFor ?? [],
    ...(customRoleArn ? { customRoleArn } : {}),
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  };
  return { row };
}

function lifecycleProblem(text: string | undefined): Problem | undefined {
  const reading = text ? readLifecyclePolicy(text) : undefined;
  return reading?.kind === "refused"
    ? { parameter: "LifecyclePolicy", constraint: `Lifecycle policy validation failure: ${reading.why}` } // (unverified)
    : undefined;
}

function tagsProblem({ resourceTags }: Asked): Problem | undefined {
  const reason = resourceTags && tagProblem(resourceTags);
  return reason ? { parameter: "resourceTags", constraint: reason === "too many" ? "A repository can have at most 50 tags" : reason } : undefined; // (unverified)
}

export function describeTemplate(row: CreationTemplate): RepositoryCreationTemplate {
  const tags = Object.entries(row.tags).map(([Key, Value]) => ({ Key, Value }));
  return {
    prefix: row.prefix,
    description: row.description,
    encryptionConfiguration: row.encryption as NonNullable<RepositoryCreationTemplate["encryptionConfiguration"]>,
    ...(tags.length > 0 ? { resourceTags: tags } : {}),
    imageTagMutability: row.imageTagMutability,
    imageTagMutabilityExclusionFilters: row.imageTagMutabilityExclusionFilters as RepositoryCreationTemplate["imageTagMutabilityExclusionFilters"],
    repositoryPolicy: row.repositoryPolicy && prettyPolicy(row.repositoryPolicy),
    lifecyclePolicy: row.lifecyclePolicyText,
    appliedFor: row.appliedFor,
    customRoleArn: row.customRoleArn,
    createdAt: seconds(row.createdAt),
    updatedAt: seconds(row.updatedAt),
  };
}

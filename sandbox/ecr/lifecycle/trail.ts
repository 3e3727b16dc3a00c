/** What CloudTrail is told of a lifecycle policy that was carried out or tried (user guide, "Logging Amazon ECR actions with AWS CloudTrail"). */
import type { ServiceAct } from "../../kernel/events.ts";
import type { Hasher } from "../../kernel/hash.ts";
import { derivedIds } from "../../kernel/ids.ts";
import { repositoryKey } from "../../world/keys.ts";
import type { Repository } from "../../world/tables.ts";
import { repositoryArn } from "../common/arn.ts";
import type { Act } from "./evaluate.ts";
import type { CountType, Rule } from "./policy.ts";

/** Images in a record: from ten on they are spread over several. */
const MOST_IMAGES = 9;
const MOST_TAGS = 100;

/** The last two stand in no example. (unverified) */
const COUNTS: Readonly<Record<CountType, string>> = {
  imageCountMoreThan: "Image count more than",
  sinceImagePushed: "Time since image pushed",
  sinceImagePulled: "Time since image pulled",
  sinceImageTransitioned: "Time since image transitioned",
};

const STATUSES: Readonly<Record<Rule["selection"]["tagStatus"], string>> = { any: "Any", tagged: "Tagged", untagged: "Untagged" };

function written({ priority, description, selection, action }: Rule) {
  const { tagStatus, tags, prefixes, countType, countNumber } = selection;
  return {
    rulePriority: priority,
    ...(description === undefined ? {} : { description }),
    lifecycleEventSelection: {
      tagStatus: STATUSES[tagStatus],
      tagPrefixList: prefixes ? tags.map((tag) => tag.slice(0, -1)) : [],
      tagPatternList: prefixes ? [] : tags,
      countType: COUNTS[countType],
      ...(countType === "imageCountMoreThan" ? {} : { countUnit: "Days" }),
      countNumber,
    },
    action,
  };
}

function imageAction({ image: { digest, tags, pushedAt }, rule }: Act) {
  return {
    lifecycleEventImage: { digest, tagStatus: tags.length > 0 ? "Tagged" : "Untagged", tagList: tags.slice(0, MOST_TAGS), pushedAt },
    rulePriority: rule.priority,
  };
}

/** An image that a rule marked and that could not go. */
export interface Failure extends Act {
  readonly failureCode: string;
  readonly failureReason: string;
}

/**
 * "All actions taken due to lifecycle policy rules, including both successful and unsuccessful actions"; a run without any is on record
 * too. A preview is told in the same form. `repository` as it was before.
 */
export function toldOf(
  event: "PolicyExecutionEvent" | "DryRunEvent",
  repository: Repository,
  { rules, acts, failures }: { readonly rules: readonly Rule[]; readonly acts: readonly Act[]; readonly failures: readonly Failure[] },
  { now, hasher }: { readonly now: number; readonly hasher: Hasher },
): ServiceAct {
  const { account, region, name, lifecyclePolicyText = "", lifecycleEvaluatedAt = 0 } = repository;
  const policyId = derivedIds(hasher, `lifecycle/${repositoryKey(repository, name)}/${lifecyclePolicyText}`, () => 0).uuid();
  const lifecycleEventPolicy = { lifecycleEventRules: rules.map(written), lastEvaluatedAt: lifecycleEvaluatedAt, policyVersion: 1, policyId };
  const actions = acts.map(imageAction);
  const failed = failures.map((one) => ({ ...imageAction(one), failureCode: one.failureCode, failureReason: one.failureReason }));
  const portion = <T>(list: readonly T[], index: number) => list.slice(index * MOST_IMAGES, (index + 1) * MOST_IMAGES);
  const records = Math.max(1, Math.ceil(actions.length / MOST_IMAGES), Math.ceil(failed.length / MOST_IMAGES));
  return {
    account,
    region,
    at: now,
    source: "ecr.amazonaws.com",
    name: event,
    resource: repositoryArn(repository, name),
    resourceType: "AWS::ECR::Repository",
    details: Array.from({ length: records }, (_, index) => ({
      repositoryName: name,
      lifecycleEventPolicy,
      lifecycleEventImageActions: portion(actions, index),
      lifecycleEventFailureDetails: portion(failed, index),
    })),
  };
}

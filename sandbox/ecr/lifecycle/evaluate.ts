/**
 * Which images a lifecycle policy acts on (user guide, "How lifecycle policies work"): every rule looks at all images, and the results are
 * applied by priority, so that an image is acted on by one rule at most.
 */
import { matchesWildcard } from "../../iam/matching/wildcard.ts";
import type { Digest } from "../../kernel/hash.ts";
import type { Image } from "../../world/tables.ts";
import type { Rule, Selection } from "./policy.ts";

/** What the rules look at of an image. */
export type Candidate = Pick<Image, "digest" | "tags" | "pushedAt" | "lastPulledAt" | "lastArchivedAt" | "lastActivatedAt" | "status">;

export interface Act {
  readonly image: Candidate;
  readonly rule: Rule;
}

const DAY = 86_400_000;

function classOf(image: Candidate): Selection["storageClass"] | undefined {
  if (image.status === "ACTIVATING") return undefined;
  return image.status === "ARCHIVED" ? "archive" : "standard";
}

function hasTags(image: Candidate, { tagStatus, tags }: Selection): boolean {
  if (tagStatus === "any") return true;
  if (tagStatus === "untagged") return image.tags.length === 0;
  // The star is the only wildcard: what else the policy language of IAM knows stands for itself, and in no tag.
  return tags.every((pattern) => !pattern.includes("?") && image.tags.some((tag) => matchesWildcard(pattern, tag)));
}

/** Since when an image counts as unused by a rule, epoch milliseconds. */
function since(image: Candidate, { countType }: Selection): number {
  const { pushedAt, lastPulledAt, lastActivatedAt, lastArchivedAt } = image;
  if (countType === "sinceImageTransitioned") return lastArchivedAt ?? pushedAt;
  if (countType === "sinceImagePulled") return Math.max(lastPulledAt ?? 0, lastActivatedAt ?? 0) || pushedAt;
  return lastActivatedAt ?? pushedAt;
}

/** Of the images that a selection fits, newest first, those that its count is about. */
function counted(images: readonly Candidate[], selection: Selection, now: number): readonly Candidate[] {
  if (selection.countType === "imageCountMoreThan") return images.slice(selection.countNumber);
  return images.filter((image) => now - since(image, selection) > selection.countNumber * DAY);
}

/** What tells older images from newer ones: when they came to their storage class. A restored image is as new as one pushed then. */
function cameAt({ status, pushedAt, lastActivatedAt, lastArchivedAt }: Candidate): number {
  return (status === "ARCHIVED" ? lastArchivedAt : lastActivatedAt) ?? pushedAt;
}

export interface Evaluation {
  /** In the order in which they happen: by priority, oldest image first. */
  readonly acts: readonly Act[];
  /** What a rule would have done to images that a manifest list needs. */
  readonly held: readonly Act[];
}

/** `kept` has the images that a manifest list needs. */
export function evaluate(
  rules: readonly Rule[],
  images: Iterable<Candidate>,
  kept: { readonly has: (digest: Digest) => boolean },
  now: number,
): Evaluation {
  // Equal times: the later row counts as newer, so that the order never depends on the engine.
  const newest = [...images].map((image, place) => ({ image, place })).sort((a, b) => cameAt(b.image) - cameAt(a.image) || b.place - a.place);
  const claimed = new Set<Digest>();
  const marks: Act[] = [];
  for (const rule of rules) {
    const fitting = newest
      .filter(({ image }) => classOf(image) === rule.selection.storageClass && hasTags(image, rule.selection))
      .map(({ image }) => image);
    const marked = counted(fitting, rule.selection, now).filter(({ digest }) => !claimed.has(digest));
    marks.push(...marked.toReversed().map((image) => ({ image, rule })));
    for (const { digest } of fitting) claimed.add(digest);
  }
  return { acts: marks.filter(({ image }) => !kept.has(image.digest)), held: marks.filter(({ image }) => kept.has(image.digest)) };
}

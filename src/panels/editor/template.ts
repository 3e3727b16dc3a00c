/** A small valid policy per target, to begin with: it gives read access, the least that is of use. */
import type { EditTarget } from "../../../sandbox/policy.ts";

const PULL = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

/** The text of a new policy, or of one that exists. */
export function textOf(document: object): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** Names the target's own account where a policy has to name one. */
export function templateOf(target: EditTarget): string {
  const { account, region = "*" }: { readonly account: string; readonly region?: string } =
    "registry" in target ? target.registry : { account: accountOf(target) };
  const root = { AWS: `arn:aws:iam::${account}:root` };
  return textOf({ Version: "2012-10-17", Statement: [statement(target.kind, root, `arn:aws:ecr:${region}:${account}`)] });
}

function accountOf(target: Exclude<EditTarget, { readonly registry: unknown }>): string {
  if (target.kind === "managed") return target.arn.split(":")[4] ?? "";
  return (target.kind === "group" ? target.group : target.principal).split("/")[0] ?? "";
}

function statement(kind: EditTarget["kind"], root: object, ecr: string): object {
  switch (kind) {
    case "repository":
      return { Sid: "AllowPull", Effect: "Allow", Principal: root, Action: PULL };
    case "registry":
      return {
        Sid: "AllowReplication",
        Effect: "Allow",
        Principal: root,
        Action: ["ecr:CreateRepository", "ecr:ReplicateImage"],
        Resource: `${ecr}:repository/*`,
      };
    case "trust":
      return { Effect: "Allow", Principal: root, Action: "sts:AssumeRole" };
    default:
      return { Sid: "AllowPull", Effect: "Allow", Action: PULL, Resource: `${ecr}:repository/*` };
  }
}

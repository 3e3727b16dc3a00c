/** The permission question of each ECR operation: its action, its resource, and what conditions may ask (Service Authorization Reference, Amazon ECR). */
import type { Identified } from "../cloud/service.ts";
import { ServiceError } from "../http/errors/service-error.ts";
import { decide } from "../iam/decide.ts";
import type { Decision, Question } from "../iam/decision.ts";
import { policiesFor } from "../iam/policies-for.ts";
import { type RegistryId, repositoryKey } from "../world/keys.ts";
import { parseRepositoryArn, repositoryArn } from "./common/arn.ts";
import { MODEL, type OperationName } from "./model/index.ts";

/** Operations whose permission has another name. */
const ACTION: Readonly<Record<string, string>> = { ListImageReferrers: "BatchGetImage" };

interface Asked {
  readonly action: string;
  readonly resource: string;
  readonly registry: RegistryId;
  readonly repository?: string;
  readonly more?: Readonly<Record<string, string | readonly string[]>>;
}

type Values = Readonly<Record<string, unknown>>;

function tagsAsked(input: Values): Record<string, string | string[]> {
  const tags = (input.tags ?? []) as readonly { Key: string; Value: string }[];
  const keys = [...tags.map(({ Key }) => Key), ...((input.tagKeys ?? []) as readonly string[])];
  return { ...Object.fromEntries(tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value])), ...(keys.length ? { "aws:TagKeys": keys } : {}) };
}

/** Every question an operation asks: one, or one for each repository that it names. */
function questionsOf(name: OperationName, input: Values, registry: RegistryId): Asked[] {
  const action = `ecr:${ACTION[name] ?? name}`;
  const members = new Set((MODEL.shapes[`${name}Request`] ?? []).map((member) => member.name));
  const onRepository = (repository: string, of = registry, doing = action): Asked => ({
    action: doing,
    resource: repositoryArn(of, repository),
    registry: of,
    repository,
    more: tagsAsked(input),
  });
  if (members.has("resourceArn")) {
    const target = parseRepositoryArn(String(input.resourceArn));
    return target ? [onRepository(target.name, target.registry)] : [];
  }
  if (members.has("repositoryNames")) {
    const names = (input.repositoryNames ?? []) as readonly string[];
    return names.length ? names.map((repository) => onRepository(repository)) : [{ action, resource: repositoryArn(registry, "*"), registry }];
  }
  if (members.has("repositoryName")) {
    const repository = String(input.repositoryName);
    const first = onRepository(repository);
    const tagging = name === "CreateRepository" && Array.isArray(input.tags) && input.tags.length > 0;
    return tagging ? [first, onRepository(repository, registry, "ecr:TagResource")] : [first];
  }
  return [{ action, resource: "*", registry }];
}

function contextOf({ caller, context }: Identified, asked: Asked): Question["context"] {
  const row = asked.repository === undefined ? undefined : context.store.world.repositories.get(repositoryKey(asked.registry, asked.repository));
  const principal = context.store.world.principals.get(caller.principal);
  const now = context.store.now();
  const tags = Object.entries(row?.tags ?? {}).flatMap(([key, value]) => [
    [`aws:ResourceTag/${key}`, value],
    [`ecr:ResourceTag/${key}`, value],
  ]);
  return {
    "aws:PrincipalArn": caller.principalArn,
    "aws:PrincipalAccount": caller.account,
    "aws:PrincipalType": caller.kind === "root" ? "Account" : caller.kind === "user" ? "User" : "AssumedRole",
    "aws:userid": caller.userId,
    ...(caller.kind === "user" ? { "aws:username": principal?.name ?? caller.arn.slice(caller.arn.lastIndexOf("/") + 1) } : {}),
    "aws:ResourceAccount": asked.registry.account,
    "aws:RequestedRegion": asked.registry.region,
    "aws:CurrentTime": new Date(now).toISOString(),
    "aws:EpochTime": String(Math.floor(now / 1000)),
    "aws:SecureTransport": "true",
    "aws:SourceIp": "203.0.113.10",
    ...Object.fromEntries(Object.entries(principal?.tags ?? {}).map(([key, value]) => [`aws:PrincipalTag/${key}`, value])),
    ...Object.fromEntries(tags),
    ...asked.more,
  };
}

/** Asks; fills the report; throws `AccessDeniedException` for a no. */
export function askPermission(name: OperationName, input: Values, registry: RegistryId, identified: Identified): void {
  for (const asked of questionsOf(name, input, registry)) {
    const question: Question = {
      caller: identified.caller,
      action: asked.action,
      resource: asked.resource,
      resourceAccount: asked.registry.account,
      context: contextOf(identified, asked),
    };
    const decision: Decision = decide(question, policiesFor(identified.context.store.world, identified.caller, asked.registry, asked.repository));
    Object.assign(identified.report, { action: asked.action, resource: asked.resource, decision });
    if (decision.verdict === "deny") throw new ServiceError("AccessDeniedException", decision.message ?? "", { refusal: "denied" });
  }
}

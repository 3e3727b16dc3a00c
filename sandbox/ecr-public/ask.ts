/** The permission questions of ECR Public: actions `ecr-public:…`, repositories without a Region (Service Authorization Reference, Amazon ECR Public). */
import type { Identified } from "../cloud/service.ts";
import type { JsonQuestion } from "../http/json/service.ts";
import type { Values } from "../http/json/values.ts";
import { ask } from "../iam/ask.ts";
import type { RegistryId } from "../world/keys.ts";
import type { World } from "../world/world.ts";
import { publicErrors } from "./errors.ts";
import { accountNamed, HOME_REGION, parsePublicArn, publicPlace, publicRegistryArn, publicRepositoryArn } from "./place.ts";

function requestTags({ tags = [], tagKeys = [] }: Values): Record<string, string | string[]> {
  const given = tags as readonly { readonly Key?: string; readonly Value?: string }[];
  const keys = [...given.map(({ Key = "" }) => Key), ...(tagKeys as readonly string[])];
  return {
    ...Object.fromEntries(given.map(({ Key = "", Value = "" }) => [`aws:RequestTag/${Key}`, Value])),
    ...(keys.length > 0 ? { "aws:TagKeys": keys } : {}),
  };
}

function onRepository(operation: string, account: string, name: string, input: Values): Required<JsonQuestion> {
  return {
    action: `ecr-public:${operation}`,
    resource: publicRepositoryArn(account, name),
    target: { kind: "repository", registry: publicPlace(account), name },
    more: requestTags(input),
  };
}

/** A token for ECR Public is a token of STS too, so both are asked (user guide, "Registry authentication"). */
const TOKEN_QUESTIONS: readonly JsonQuestion[] = [
  { action: "ecr-public:GetAuthorizationToken", resource: "*" },
  { action: "sts:GetServiceBearerToken", resource: "*", more: { "sts:AWSServiceName": "ecr-public.amazonaws.com" } },
];

/** Every question an operation asks, in the order in which they are asked. */
export function questionsOf(world: World, operation: string, input: Values, caller: string): readonly JsonQuestion[] {
  if (operation === "GetAuthorizationToken") return TOKEN_QUESTIONS;
  const account = accountNamed(world, input.registryId, caller);
  if (typeof input.resourceArn === "string") {
    const target = parsePublicArn(input.resourceArn);
    return target ? [onRepository(operation, target.account, target.name, input)] : [];
  }
  if (Array.isArray(input.repositoryNames)) return input.repositoryNames.map((name) => onRepository(operation, account, String(name), {}));
  if (typeof input.repositoryName === "string") {
    const first = onRepository(operation, account, input.repositoryName, input);
    const tagging = operation === "CreateRepository" && Array.isArray(input.tags) && input.tags.length > 0;
    return tagging ? [first, onRepository("TagResource", account, input.repositoryName, input)] : [first];
  }
  if (operation === "DescribeRepositories") return [{ resource: publicRepositoryArn(account, "*") }];
  return [{ resource: operation === "DescribeRegistries" ? "*" : publicRegistryArn(account) }];
}

/** Asks in place of private ECR when one of its operations runs for a public repository. Throws `AccessDeniedException`. */
export function askPublic(operation: string, input: Values, { account }: RegistryId, { context, caller, report }: Identified): void {
  const question = onRepository(operation, account, String(input.repositoryName), input);
  const decision = ask(context.store.world, { caller, region: HOME_REGION, now: context.store.now(), ...question });
  Object.assign(report, { action: question.action, resource: question.resource, decision });
  if (decision.verdict === "deny") throw publicErrors.denied(decision.message ?? "");
}

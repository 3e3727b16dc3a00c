/** The permission question of each ECR operation: its action, its resource, and what conditions may ask (Service Authorization Reference, Amazon ECR). */
import type { Identified } from "../cloud/service.ts";
import { ServiceError } from "../http/errors/service-error.ts";
import { type Asked, ask } from "../iam/ask.ts";
import type { RegistryId } from "../world/keys.ts";
import type { World } from "../world/world.ts";
import { parseRepositoryArn, repositoryArn } from "./common/arn.ts";
import { serviceLinkedRoleQuestions } from "./common/service-linked-role.ts";
import { type KmsDenied, keyQuestions } from "./encryption/permission.ts";
import { MODEL, type OperationName } from "./model/index.ts";

/** Operations whose permission has another name. */
const ACTION: Readonly<Record<string, string>> = { ListImageReferrers: "BatchGetImage" };

/** One question, and the error that its no becomes when that is not `AccessDeniedException`. */
type Asking = Pick<Asked, "action" | "resource" | "target" | "more"> & { readonly denied?: KmsDenied };

type Values = Readonly<Record<string, unknown>>;

function tagsAsked(input: Values): Record<string, string | string[]> {
  const tags = (input.tags ?? []) as readonly { Key: string; Value: string }[];
  const keys = [...tags.map(({ Key }) => Key), ...((input.tagKeys ?? []) as readonly string[])];
  return { ...Object.fromEntries(tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value])), ...(keys.length ? { "aws:TagKeys": keys } : {}) };
}

/** Every question an operation asks: one, or one for each repository that it names. */
function questionsOf(name: OperationName, input: Values, registry: RegistryId, world: World): Asking[] {
  const action = `ecr:${ACTION[name] ?? name}`;
  const members = membersOf(name);
  if (members.has("resourceArn")) {
    const target = parseRepositoryArn(String(input.resourceArn));
    return target ? [onRepository(action, target.registry, target.name, input)] : [];
  }
  if (members.has("repositoryNames")) {
    const names = (input.repositoryNames ?? []) as readonly string[];
    if (names.length > 0) return names.map((repository) => onRepository(action, registry, repository, input));
    return [{ action, resource: repositoryArn(registry, "*"), target: { kind: "registry", registry } }];
  }
  if (members.has("repositoryName")) {
    const repository = String(input.repositoryName);
    const first = onRepository(action, registry, repository, input);
    return name === "CreateRepository" ? [first, ...creating(registry, repository, input, world)] : [first];
  }
  const whole: Asking = { action, resource: "*", target: { kind: "registry", registry }, ...settingOf(input) };
  if (name === "PutReplicationConfiguration") return [whole, ...serviceLinkedRoleQuestions(world, registry, "AWSServiceRoleForECRReplication")];
  return /^(Create|Update)(RepositoryCreationTemplate|PullThroughCacheRule)$/.test(name) ? [whole, ...templating(registry, input)] : [whole];
}

/**
 * Whoever writes a creation template needs what it will do in ECR's hands, on the repositories that its prefix stands for, and may pass
 * its role (user guide, "IAM permissions for creating repository creation templates"); so with the role of a cache rule.
 */
function templating(registry: RegistryId, { prefix, lifecyclePolicy, repositoryPolicy, customRoleArn }: Values): Asking[] {
  const pattern = prefix === "ROOT" ? "*" : `${String(prefix).replace(/\/$/, "")}/*`;
  const wanted = [
    ...(prefix === undefined ? [] : ["ecr:CreateRepository"]),
    ...(lifecyclePolicy ? ["ecr:PutLifecyclePolicy"] : []),
    ...(repositoryPolicy ? ["ecr:SetRepositoryPolicy"] : []),
  ];
  const repositories = wanted.map((action): Asking => onRepository(action, registry, pattern, {}));
  if (typeof customRoleArn !== "string" || customRoleArn === "") return repositories;
  const passing = { "iam:PassedToService": "ecr.amazonaws.com" };
  return [...repositories, { action: "iam:PassRole", resource: customRoleArn, target: { kind: "none", account: registry.account }, more: passing }];
}

const requestMembers = new Map<OperationName, ReadonlySet<string>>();

function membersOf(name: OperationName): ReadonlySet<string> {
  let members = requestMembers.get(name);
  if (members === undefined) {
    members = new Set((MODEL.shapes[`${name}Request`] ?? []).map((member) => member.name));
    requestMembers.set(name, members);
  }
  return members;
}

function onRepository(action: string, registry: RegistryId, name: string, input: Values): Asking {
  return { action, resource: repositoryArn(registry, name), target: { kind: "repository", registry, name }, more: tagsAsked(input) };
}

/** Tags are asked apart, and so is a key of the customer's. */
function creating(registry: RegistryId, repository: string, input: Values, world: World): Asking[] {
  const tagging = Array.isArray(input.tags) && input.tags.length > 0;
  return [
    ...(tagging ? [onRepository("ecr:TagResource", registry, repository, input)] : []),
    ...keyQuestions(world, registry, repository, input.encryptionConfiguration),
  ];
}

/** `ecr:AccountSetting` of GetAccountSetting and PutAccountSetting. */
function settingOf({ name }: Values): Pick<Asking, "more"> {
  return typeof name === "string" ? { more: { "ecr:AccountSetting": name } } : {};
}

/** Asks; fills the report; throws for a no: `AccessDeniedException`, or what KMS said. */
export function askPermission(name: OperationName, input: Values, registry: RegistryId, { context, caller, report }: Identified): void {
  const { store } = context;
  for (const { denied, ...question } of questionsOf(name, input, registry, store.world)) {
    const decision = ask(store.world, { caller, region: registry.region, now: store.now(), ...question });
    Object.assign(report, { action: question.action, resource: question.resource, decision });
    if (decision.verdict === "deny") throw (denied ?? accessDenied)(decision.message ?? "");
  }
}

function accessDenied(message: string): ServiceError {
  return new ServiceError("AccessDeniedException", message, { refusal: "denied" });
}

/** The learner's own repositories, tags, users, roles and policies, asked of the service with the learner's own credentials. No answer is no completion. */
import type { CompletionContext } from "../../../shell/program.ts";
import { loadSettings } from "../config/settings.ts";
import { Failure } from "../errors/failure.ts";
import { globalOptions, readGlobals } from "../parse/globals.ts";
import { ParseError, parseKnown } from "../python/argparse.ts";
import { type Dict, isDict, isList } from "../python/values.ts";
import { callOnce } from "../request/call.ts";
import { serviceNamed } from "../services.ts";
import { clientFor, type Run } from "../session.ts";

async function ask(context: CompletionContext, serviceName: string, operationName: string, input: Dict): Promise<Dict> {
  try {
    const words = context.words.slice(1);
    const globals = readGlobals(parseKnown({ options: globalOptions(context.awsCli), positionals: [] }, words));
    const settings = await loadSettings(context, globals.profile);
    const run: Run = {
      context: { ...context, run: async () => ({ status: 127, stdout: "", stderr: "" }) },
      generation: context.awsCli,
      globals,
      settings,
      command: "complete",
    };
    const service = await serviceNamed(serviceName);
    const operation = service?.operations.find((candidate) => candidate.name === operationName);
    if (!service || !operation) return {};
    const client = await clientFor(run, service);
    return await callOnce({ ...client, maxAttempts: 1 }, operation, input);
  } catch (error) {
    if (error instanceof Failure || error instanceof ParseError) return {};
    throw error;
  }
}

function texts(answer: Dict, list: string, member: string): string[] {
  const items = answer[list];
  if (!isList(items)) return [];
  const found = items.flatMap((item) => (isDict(item) && typeof item[member] === "string" ? [item[member] as string] : []));
  return [...new Set(found)];
}

/** ECR Public has operations of its own for the same. */
function isPublic({ words }: CompletionContext): boolean {
  return words.includes("ecr-public");
}

export async function repositoryNames(context: CompletionContext): Promise<string[]> {
  return texts(await ask(context, isPublic(context) ? "ecr-public" : "ecr", "DescribeRepositories", {}), "repositories", "repositoryName");
}

export async function imageTags(context: CompletionContext, repositoryName: string): Promise<string[]> {
  if (isPublic(context)) return texts(await ask(context, "ecr-public", "DescribeImageTags", { repositoryName }), "imageTagDetails", "imageTag");
  return texts(await ask(context, "ecr", "ListImages", { repositoryName, filter: { tagStatus: "TAGGED" } }), "imageIds", "imageTag");
}

export async function imageDigests(context: CompletionContext, repositoryName: string): Promise<string[]> {
  if (isPublic(context)) return texts(await ask(context, "ecr-public", "DescribeImages", { repositoryName }), "imageDetails", "imageDigest");
  return texts(await ask(context, "ecr", "ListImages", { repositoryName }), "imageIds", "imageDigest");
}

/** Names of a kind of IAM, as `list-…` gives them. */
const LISTS: Readonly<Record<string, readonly [operation: string, list: string, member: string]>> = {
  GroupName: ["ListGroups", "Groups", "GroupName"],
  OpenIDConnectProviderArn: ["ListOpenIDConnectProviders", "OpenIDConnectProviderList", "Arn"],
  RoleArn: ["ListRoles", "Roles", "Arn"],
  RoleName: ["ListRoles", "Roles", "RoleName"],
  UserName: ["ListUsers", "Users", "UserName"],
  AccessKeyId: ["ListAccessKeys", "AccessKeyMetadata", "AccessKeyId"],
};

const POLICY_MEMBERS: ReadonlySet<string> = new Set(["PolicyArn", "PermissionsBoundary"]);

/** Managed policies of one's own, then those of AWS for containers: the thousand others would bury them. */
async function policyArns(context: CompletionContext): Promise<string[]> {
  const own = texts(await ask(context, "iam", "ListPolicies", { Scope: "Local" }), "Policies", "Arn");
  const all = texts(await ask(context, "iam", "ListPolicies", { Scope: "AWS", MaxItems: 1000 }), "Policies", "Arn");
  return [...own, ...all.filter((arn) => /ContainerRegistry/.test(arn))];
}

const OWNERS: readonly string[] = ["UserName", "GroupName", "RoleName"];

/** Inline policies of the user, group or role that the line already names. */
async function inlinePolicies(context: CompletionContext, named: Readonly<Record<string, string | undefined>>): Promise<string[]> {
  const owner = OWNERS.find((member) => named[member] !== undefined);
  if (owner === undefined) return [];
  const answer = await ask(context, "iam", `List${owner.slice(0, -4)}Policies`, { [owner]: named[owner] as string });
  return isList(answer.PolicyNames) ? answer.PolicyNames.filter((name) => typeof name === "string") : [];
}

/** Values for a member of an operation of IAM or STS; `named` is what the line already says. */
export async function identityValues(
  context: CompletionContext,
  operation: string,
  member: string,
  named: Readonly<Record<string, string | undefined>>,
): Promise<string[]> {
  if (POLICY_MEMBERS.has(member)) return policyArns(context);
  if (member === "PolicySourceArn") {
    const [users, roles] = await Promise.all([ask(context, "iam", "ListUsers", {}), ask(context, "iam", "ListRoles", {})]);
    return [...texts(users, "Users", "Arn"), ...texts(roles, "Roles", "Arn")];
  }
  if (member === "PolicyName" && !operation.startsWith("Create")) return inlinePolicies(context, named);
  if (member === "VersionId" && named.PolicyArn !== undefined) {
    return texts(await ask(context, "iam", "ListPolicyVersions", { PolicyArn: named.PolicyArn }), "Versions", "VersionId");
  }
  const row = LISTS[member];
  if (!row || operation === `Create${member.replace(/Name$/, "")}`) return [];
  const [list, key, value] = row;
  const input = list === "ListAccessKeys" && named.UserName !== undefined ? { UserName: named.UserName } : {};
  return texts(await ask(context, "iam", list, input), key, value);
}

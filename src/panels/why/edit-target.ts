/** Which policy the editor is to open for something that a decision was made from. */
import type { AppliedPolicy, Decision, EditTarget, Flip, Question, RegistryId } from "../../../sandbox/policy.ts";

/** Undefined for what cannot be edited here: AWS's own policies, those of a session, of an organization, of a key. */
export function editTargetOf({ source, name, arn, via }: AppliedPolicy, question: Question): EditTarget | undefined {
  const { caller } = question;
  if (arn !== undefined) return arn.startsWith("arn:aws:iam::aws:") ? undefined : { kind: "managed", arn };
  switch (source) {
    case "resource":
      return repositoryOf(question.resource);
    case "registry": {
      const registry = registryOf(question.resource);
      return registry && { kind: "registry", registry };
    }
    case "identity":
      if (caller.principal === "") return undefined;
      return via?.kind === "group"
        ? { kind: "group", group: `${caller.account}/${via.group}`, policy: name }
        : { kind: "inline", principal: caller.principal, policy: name };
    case "trust": {
      const [, account = "", role = ""] = /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(question.resource) ?? [];
      return role === "" ? undefined : { kind: "trust", principal: `${account}/role/${role}` };
    }
    default:
      return undefined;
  }
}

/** Where the change would be made: an addition may stand in a policy that there is not yet. */
export function flipTargetOf(flip: Flip, { policies, statements, question }: Decision): EditTarget | undefined {
  if (flip.kind === "remove") {
    const policy = policies[statements[flip.statement]?.of ?? -1];
    return policy && editTargetOf(policy, question);
  }
  const found = policies.find(({ source, name }) => source === flip.source && name === flip.policy);
  if (found) return editTargetOf(found, question);
  const name = flip.source === "identity" ? `allow-${question.action.slice(question.action.indexOf(":") + 1)}` : flip.policy;
  return editTargetOf({ source: flip.source, name, document: {} }, question);
}

/** `arn:aws:ecr:us-east-1:111122223333:repository/web` as the target of its policy. */
export function repositoryOf(resource: string): Extract<EditTarget, { readonly kind: "repository" }> | undefined {
  const [, region, account, name] = /^arn:aws:ecr:([^:]+):(\d{12}):repository\/([^*]+)$/.exec(resource) ?? [];
  return region && account && name ? { kind: "repository", registry: { account, region }, name } : undefined;
}

function registryOf(resource: string): RegistryId | undefined {
  const [, region, account] = /^arn:aws:ecr:([^:]+):(\d{12}):/.exec(resource) ?? [];
  return region && account ? { account, region } : undefined;
}

/** Words from which cases are made: who asks, and statements. */
import type { Caller } from "../../sandbox/iam/decision.ts";
import type { Statement } from "./case.ts";

export const HOME = "111122223333";
export const OTHER = "444455556666";
export const REPOSITORY = `arn:aws:ecr:us-east-1:${HOME}:repository/web`;

/** Pages of the documentation, by the names that cases use. */
export const PAGES = {
  logic: "IAM/latest/UserGuide/reference_policies_evaluation-logic.html",
  singleAccount: "IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-single-account.html",
  order: "IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html",
  crossAccount: "IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html",
  action: "IAM/latest/UserGuide/reference_policies_elements_action.html",
  notAction: "IAM/latest/UserGuide/reference_policies_elements_notaction.html",
  resource: "IAM/latest/UserGuide/reference_policies_elements_resource.html",
  notResource: "IAM/latest/UserGuide/reference_policies_elements_notresource.html",
  effect: "IAM/latest/UserGuide/reference_policies_elements_effect.html",
  version: "IAM/latest/UserGuide/reference_policies_elements_version.html",
  statement: "IAM/latest/UserGuide/reference_policies_elements_statement.html",
  principal: "IAM/latest/UserGuide/reference_policies_elements_principal.html",
  notPrincipal: "IAM/latest/UserGuide/reference_policies_elements_notprincipal.html",
  condition: "IAM/latest/UserGuide/reference_policies_elements_condition.html",
  operators: "IAM/latest/UserGuide/reference_policies_elements_condition_operators.html",
  combining: "IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html",
  sets: "IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html",
  variables: "IAM/latest/UserGuide/reference_policies_variables.html",
  keys: "IAM/latest/UserGuide/reference_policies_condition-keys.html",
  boundaries: "IAM/latest/UserGuide/access_policies_boundaries.html",
  sessions: "IAM/latest/UserGuide/access_policies.html#policies_session",
  federation: "IAM/latest/UserGuide/id_credentials_temp_control-access_getfederationtoken.html",
  assumeRole: "IAM/latest/UserGuide/id_credentials_temp_control-access_assumerole.html",
  identityVsResource: "IAM/latest/UserGuide/access_policies_identity-vs-resource.html",
  tags: "IAM/latest/UserGuide/access_iam-tags.html",
  denied: "IAM/latest/UserGuide/troubleshoot_access-denied.html",
  roles: "IAM/latest/UserGuide/id_roles_update-role-trust-policy.html",
  externalId: "IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html",
  oidc: "IAM/latest/UserGuide/id_roles_providers_create_oidc.html",
  root: "IAM/latest/UserGuide/id_root-user.html",
  groups: "IAM/latest/UserGuide/id_groups.html",
  scps: "organizations/latest/userguide/orgs_manage_policies_scps.html",
  scpEvaluation: "organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html",
  rcps: "organizations/latest/userguide/orgs_manage_policies_rcps.html",
  rcpEvaluation: "organizations/latest/userguide/orgs_manage_policies_rcps_evaluation.html",
  ecrPolicies: "AmazonECR/latest/userguide/repository-policies.html",
  ecrExamples: "AmazonECR/latest/userguide/repository-policy-examples.html",
  ecrRegistry: "AmazonECR/latest/userguide/registry-permissions.html",
  ecrRegistryExamples: "AmazonECR/latest/userguide/registry-permissions-create-replication.html",
  ecrManaged: "AmazonECR/latest/userguide/security-iam-awsmanpol.html",
  ecrPush: "AmazonECR/latest/userguide/image-push-iam.html",
  ecrIdentity: "AmazonECR/latest/userguide/security_iam_service-with-iam.html",
  ecrTags: "AmazonECR/latest/userguide/ecr-supported-iam-actions-tagging.html",
  ecrEncryption: "AmazonECR/latest/userguide/encryption-at-rest.html",
  ecrReference: "service-authorization/latest/reference/list_amazonelasticcontainerregistry.html",
  keyPolicies: "kms/latest/developerguide/key-policies.html",
  keyDefault: "kms/latest/developerguide/key-policy-default.html",
  keyOverview: "kms/latest/developerguide/policy-evaluation.html",
  callerIdentity: "STS/latest/APIReference/API_GetCallerIdentity.html",
  sessionToken: "STS/latest/APIReference/API_GetSessionToken.html",
} as const;

export function user(name: string, account = HOME): Caller {
  const arn = `arn:aws:iam::${account}:user/${name}`;
  return { arn, account, kind: "user", principalArn: arn, userId: `AIDA${name.toUpperCase()}`, principal: `${account}/user/${name}` };
}

export function rootUser(account = HOME): Caller {
  const arn = `arn:aws:iam::${account}:root`;
  return { arn, account, kind: "root", principalArn: arn, userId: account, principal: `${account}/root` };
}

/** A session of a role; `name` of the role. */
export function session(name: string, account = HOME, sessionName = "s1"): Caller {
  return {
    arn: `arn:aws:sts::${account}:assumed-role/${name}/${sessionName}`,
    account,
    kind: "role",
    principalArn: `arn:aws:iam::${account}:role/${name}`,
    userId: `AROA${name.toUpperCase()}:${sessionName}`,
    principal: `${account}/role/${name}`,
  };
}

/** A session of GetFederationToken, called by a user. */
export function federated(name: string, by = "anna", account = HOME): Caller {
  const principal = user(by, account);
  return { ...principal, kind: "federated", arn: `arn:aws:sts::${account}:federated-user/${name}`, userId: `${account}:${name}` };
}

export function service(name: string): Caller {
  return { arn: name, account: "", kind: "service", principalArn: name, userId: name, principal: "" };
}

/** Who comes with a token of an OpenID Connect provider. */
export function webIdentity(provider: string): Caller {
  return { arn: provider, account: "", kind: "web-identity", principalArn: provider, userId: "", principal: "" };
}

export const anna = user("anna");
export const eve = user("eve", OTHER);

/** Of an identity's policy, on everything unless `more` says otherwise. */
export function allow(Action: unknown, more: Statement = {}): Statement {
  return { Effect: "Allow", Action, Resource: "*", ...more };
}
export function deny(Action: unknown, more: Statement = {}): Statement {
  return { Effect: "Deny", Action, Resource: "*", ...more };
}

/** Of a repository's policy, a role's trust or a key's policy. */
export function grant(Principal: unknown, Action: unknown = "ecr:*", more: Statement = {}): Statement {
  return { Effect: "Allow", Principal, Action, ...more };
}
export function refuse(Principal: unknown, Action: unknown = "ecr:*", more: Statement = {}): Statement {
  return { Effect: "Deny", Principal, Action, ...more };
}

export const ALL = [allow("*")];

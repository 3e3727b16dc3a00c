import { describe, expect, it } from "vitest";
import { groupKey, principalKey, registryKey, repositoryKey } from "../world/keys.ts";
import type { Account, KmsKey, ManagedPolicy, PolicyDocument, Principal, Repository } from "../world/tables.ts";
import { applyWrites, emptyWorld, type World, type Write } from "../world/world.ts";
import { type Asked, ask, type Target } from "./ask.ts";
import { callerOf, type SessionFacts } from "./caller.ts";
import type { Caller, Decision } from "./decision.ts";
import { policiesFor } from "./policies-for.ts";

const HOME = "111122223333";
const OTHER = "444455556666";
const NOW = Date.UTC(2026, 2, 2, 9);
const registry = { account: HOME, region: "us-east-1" };
const web: Target = { kind: "repository", registry, name: "web" };
const resource = `arn:aws:ecr:us-east-1:${HOME}:repository/web`;

const policy = (...Statement: object[]): PolicyDocument => ({ Version: "2012-10-17", Statement });
const allow = (Action: unknown, more: object = {}) => ({ Effect: "Allow", Action, Resource: "*", ...more });
const deny = (Action: unknown, more: object = {}) => ({ Effect: "Deny", Action, Resource: "*", ...more });

function principal(kind: "user" | "role" | "root", name: string, more: Partial<Principal> = {}, account = HOME): Write {
  const arn = kind === "root" ? `arn:aws:iam::${account}:root` : `arn:aws:iam::${account}:${kind}${more.path ?? "/"}${name}`;
  const id = kind === "root" ? account : `${kind === "user" ? "AIDA" : "AROA"}${name.toUpperCase()}`;
  const row = { account, kind, name, id, arn, managed: [], policies: {}, tags: {}, createdAt: 0, ...more };
  return { table: "principals", key: principalKey(account, kind, name), row };
}

function account(id: string, organization?: Account["organization"]): Write {
  return { table: "accounts", key: id, row: { id, settings: {}, ...(organization ? { organization } : {}) } };
}

function repository(more: Partial<Repository> = {}): Write {
  const row: Repository = {
    ...registry,
    name: "web",
    createdAt: 0,
    imageTagMutability: "MUTABLE",
    scanOnPush: false,
    encryption: { encryptionType: "AES256" },
    tags: {},
    ...more,
  };
  return { table: "repositories", key: repositoryKey(registry, "web"), row };
}

const world = (...writes: Write[]): World => applyWrites(emptyWorld(), [account(HOME), account(OTHER), repository(), ...writes]);

function caller(of: World, kind: "user" | "role" | "root", name = "", session?: SessionFacts, from = HOME): Caller {
  return callerOf(of, principalKey(from, kind, name), session) as Caller;
}

function asked(of: World, who: Caller, more: Partial<Asked> = {}): Decision {
  return ask(of, { caller: who, action: "ecr:PutImage", resource, target: web, region: "us-east-1", now: NOW, ...more });
}

const names = (of: World, who: Caller, target: Target = web) => policiesFor(of, who, target).map(({ source, name }) => `${source}: ${name}`);

describe("the policies that take part", () => {
  it("are the identity's own and its groups', the boundary, the session's, the organization's and the resource's", () => {
    const full = world(
      principal("user", "anna", {
        managed: ["AmazonEC2ContainerRegistryReadOnly", `arn:aws:iam::${HOME}:policy/team/Push`],
        policies: { own: policy() },
        groups: ["developers", "gone"],
        boundary: "arn:aws:iam::aws:policy/AdministratorAccess",
      }),
      {
        table: "groups",
        key: groupKey(HOME, "developers"),
        row: {
          account: HOME,
          name: "developers",
          path: "/",
          id: "AGPA",
          arn: "g",
          managed: ["AdministratorAccess"],
          policies: { ours: policy() },
          createdAt: 0,
        },
      },
      managed("Push", "v2"),
      account(HOME, { id: "o-home", scps: [{ name: "Regions", document: policy() }], rcps: [{ name: "OnlyUs", document: policy() }] }),
      repository({ policy: policy() }),
      { table: "registries", key: registryKey(registry), row: { ...registry, policy: policy() } },
    );
    const session = { name: "anna", kind: "user" as const, policies: [{ name: "narrow", document: policy() }] };
    expect(names(full, caller(full, "user", "anna", session))).toEqual([
      "identity: AmazonEC2ContainerRegistryReadOnly",
      "identity: Push",
      "identity: own",
      "identity: AdministratorAccess",
      "identity: ours",
      "boundary: AdministratorAccess",
      "session: narrow",
      "scp: Regions",
      "rcp: RCPFullAWSAccess",
      "rcp: OnlyUs",
      "resource: policy of repository web",
      `registry: policy of registry ${HOME}`,
    ]);
    expect(policiesFor(full, caller(full, "user", "anna"), web).flatMap(({ via }) => via ?? [])).toEqual([
      { kind: "managed" },
      { kind: "managed" },
      { kind: "inline" },
      { kind: "group", group: "developers" },
      { kind: "group", group: "developers" },
    ]);
  });

  it("are a customer's policy in the version in force", () => {
    const of = world(principal("user", "anna", { managed: [`arn:aws:iam::${HOME}:policy/team/Push`] }), managed("Push", "v1"));
    expect(asked(of, caller(of, "user", "anna")).verdict).toBe("deny");
    const later = world(principal("user", "anna", { managed: [`arn:aws:iam::${HOME}:policy/team/Push`] }), managed("Push", "v2"));
    expect(asked(later, caller(later, "user", "anna")).verdict).toBe("allow");
  });

  it("are a boundary that allows nothing where its document is gone", () => {
    const of = world(principal("user", "anna", { managed: ["AdministratorAccess"], boundary: `arn:aws:iam::${HOME}:policy/Gone` }));
    expect(asked(of, caller(of, "user", "anna")).reason).toBe("implicit-deny-boundary");
  });

  it("are FullAWSAccess where an organization lists no other", () => {
    const of = world(principal("user", "anna", { managed: ["AdministratorAccess"] }), account(HOME, { id: "o-home", scps: [], rcps: [] }));
    expect(names(of, caller(of, "user", "anna"))).toContain("scp: FullAWSAccess");
    expect(asked(of, caller(of, "user", "anna")).verdict).toBe("allow");
  });

  it("are no policy of the organization for a service-linked role", () => {
    const of = world(
      principal("role", "AWSServiceRoleForECRReplication", {
        path: "/aws-service-role/replication.ecr.amazonaws.com/",
        policies: { p: policy(allow("ecr:*")) },
      }),
      account(HOME, {
        id: "o-home",
        scps: [{ name: "Nothing", document: policy(deny("*")) }],
        rcps: [{ name: "Nobody", document: policy(deny("*")) }],
      }),
    );
    expect(asked(of, caller(of, "role", "AWSServiceRoleForECRReplication", { name: "ECR" })).verdict).toBe("allow");
  });

  it("are the service control policies of the caller's account and the resource control policies of the resource's", () => {
    const of = world(
      principal("user", "eve", { managed: ["AdministratorAccess"] }, OTHER),
      account(OTHER, { id: "o-theirs", scps: [{ name: "Theirs", document: policy(allow("*")) }], rcps: [{ name: "TheirOwn", document: policy() }] }),
      account(HOME, { id: "o-home", scps: [{ name: "Ours", document: policy() }], rcps: [{ name: "OurOwn", document: policy() }] }),
    );
    expect(names(of, caller(of, "user", "eve", undefined, OTHER)).slice(1)).toEqual(["scp: Theirs", "rcp: RCPFullAWSAccess", "rcp: OurOwn"]);
  });

  it("leave a federated session without a session policy nothing but what names it", () => {
    const writes = [principal("user", "anna", { managed: ["AdministratorAccess"] })];
    const session: SessionFacts = { name: "carl", kind: "federated" };
    const of = world(...writes);
    expect(asked(of, caller(of, "user", "anna", session)).reason).toBe("implicit-deny-session");
    const named = policy({ Effect: "Allow", Principal: { AWS: `arn:aws:sts::${HOME}:federated-user/carl` }, Action: "ecr:*" });
    const granted = world(...writes, repository({ policy: named }));
    expect(asked(granted, caller(granted, "user", "anna", session)).reason).toBe("resource-allow");
  });
});

function managed(name: string, defaultVersion: string): Write {
  const arn = `arn:aws:iam::${HOME}:policy/team/${name}`;
  const versions = [
    { id: "v1", document: policy(allow("s3:*")), createdAt: 0 },
    { id: "v2", document: policy(allow("ecr:*")), createdAt: 0 },
  ];
  const row: ManagedPolicy = {
    account: HOME,
    name,
    path: "/team/",
    id: "ANPA",
    arn,
    versions,
    defaultVersion,
    lastVersion: 2,
    tags: {},
    createdAt: 0,
    updatedAt: 0,
  };
  return { table: "managedPolicies", key: arn, row };
}

describe("asking", () => {
  it("takes a token only from the caller's own side, whatever the target", () => {
    const everybody = policy({ Effect: "Allow", Principal: "*", Action: "ecr:*", Resource: "*" });
    const of = world(
      principal("user", "anna"),
      principal("user", "ben", { policies: { token: policy(allow("ecr:GetAuthorizationToken")) } }),
      repository({ policy: everybody }),
      { table: "registries", key: registryKey(registry), row: { ...registry, policy: everybody } },
    );
    const anna = asked(of, caller(of, "user", "anna"), { action: "ecr:GetAuthorizationToken" });
    expect(anna).toMatchObject({ verdict: "deny", reason: "implicit-deny-identity", question: { resource: "*" } });
    expect(asked(of, caller(of, "user", "ben"), { action: "ecr:GetAuthorizationToken" }).reason).toBe("identity-allow");
  });

  it("takes a token of another account's user as a matter of that account", () => {
    const of = world(principal("user", "eve", { managed: ["AdministratorAccess"] }, OTHER));
    expect(asked(of, caller(of, "user", "eve", undefined, OTHER), { action: "ecr:GetAuthorizationToken" }).reason).toBe("identity-allow");
  });

  it("asks no policy for GetCallerIdentity, and not even a Deny stops it", () => {
    const of = world(principal("user", "anna", { policies: { no: policy(deny("*")) } }));
    const decision = asked(of, caller(of, "user", "anna"), {
      action: "sts:GetCallerIdentity",
      resource: "*",
      target: { kind: "none", account: HOME },
    });
    expect(decision).toMatchObject({ verdict: "allow", reason: "always-allowed", policies: [] });
    expect(decision.steps.filter(({ decides }) => decides)).toHaveLength(1);
  });

  it("asks the trust of a role, and of one that is not there nobody is trusted", () => {
    const trust = policy({ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${HOME}:user/anna` }, Action: "sts:AssumeRole" });
    const of = world(principal("user", "anna"), principal("role", "deploy", { trust, tags: { env: "dev" } }));
    const of2 = (key: string): Partial<Asked> => ({ action: "sts:AssumeRole", resource: "arn", target: { kind: "role", key } });
    const decision = asked(of, caller(of, "user", "anna"), of2(`${HOME}/role/deploy`));
    expect(decision).toMatchObject({ verdict: "allow", reason: "resource-allow" });
    expect(decision.question.context).toMatchObject({ "aws:ResourceTag/env": "dev", "iam:ResourceTag/env": "dev" });
    expect(asked(of, caller(of, "user", "anna"), of2(`${HOME}/role/nobody`)).reason).toBe("implicit-deny-resource");
  });

  it("asks the policy of a key", () => {
    const arn = `arn:aws:kms:us-east-1:${HOME}:key/k1`;
    const key = (keyPolicy: PolicyDocument): Write => {
      const row: KmsKey = {
        ...registry,
        id: "k1",
        arn,
        description: "",
        state: "Enabled",
        policy: keyPolicy,
        aliases: [],
        tags: { env: "dev" },
        createdAt: 0,
      };
      return { table: "kmsKeys", key: arn, row };
    };
    const writes = [principal("user", "anna", { managed: ["AdministratorAccess"] })];
    const about: Partial<Asked> = { action: "kms:CreateGrant", resource: arn, target: { kind: "key", arn } };
    const open = world(...writes, key(policy({ Effect: "Allow", Principal: { AWS: HOME }, Action: "kms:*", Resource: "*" })));
    expect(asked(open, caller(open, "user", "anna"), about)).toMatchObject({
      reason: "identity-allow",
      question: { context: { "kms:CallerAccount": HOME } },
    });
    const closed = world(...writes, key(policy()));
    expect(asked(closed, caller(closed, "user", "anna"), about).reason).toBe("implicit-deny-resource");
  });
});

describe("condition keys", () => {
  const organization = { id: "o-home", scps: [], rcps: [] };

  it("of a user with a key of its own", () => {
    const of = world(principal("user", "anna", { tags: { team: "web" } }), account(HOME, organization), repository({ tags: { env: "dev" } }));
    expect(asked(of, caller(of, "user", "anna")).question.context).toEqual({
      "aws:PrincipalArn": `arn:aws:iam::${HOME}:user/anna`,
      "aws:PrincipalAccount": HOME,
      "aws:PrincipalOrgID": "o-home",
      "aws:PrincipalType": "User",
      "aws:PrincipalIsAWSService": "false",
      "aws:PrincipalTag/team": "web",
      "aws:userid": "AIDAANNA",
      "aws:username": "anna",
      "aws:SourceIp": "203.0.113.10",
      "aws:RequestedRegion": "us-east-1",
      "aws:CurrentTime": "2026-03-02T09:00:00Z",
      "aws:EpochTime": "1772442000",
      "aws:SecureTransport": "true",
      "aws:ViaAWSService": "false",
      "aws:ResourceTag/env": "dev",
      "ecr:ResourceTag/env": "dev",
      "aws:ResourceAccount": HOME,
      "aws:ResourceOrgID": "o-home",
    });
  });

  it("of a role's session, whose tags win over the role's", () => {
    const of = world(principal("role", "ci", { tags: { team: "web", env: "dev" } }));
    const session: SessionFacts = { name: "s1", issuedAt: NOW - 60_000, tags: { team: "api" }, mfa: true };
    expect(asked(of, caller(of, "role", "ci", session)).question.context).toMatchObject({
      "aws:PrincipalArn": `arn:aws:iam::${HOME}:role/ci`,
      "aws:PrincipalType": "AssumedRole",
      "aws:PrincipalTag/team": "api",
      "aws:PrincipalTag/env": "dev",
      "aws:userid": "AROACI:s1",
      "aws:TokenIssueTime": "2026-03-02T08:59:00Z",
      "aws:MultiFactorAuthPresent": "true",
    });
    expect(asked(of, caller(of, "role", "ci", session)).question.context).not.toHaveProperty("aws:username");
  });

  it("of a web identity's session", () => {
    const of = world(principal("role", "ci"));
    const { context } = asked(of, caller(of, "role", "ci", { name: "s1", provider: "token.actions.githubusercontent.com" })).question;
    expect(context["aws:FederatedProvider"]).toBe(`arn:aws:iam::${HOME}:oidc-provider/token.actions.githubusercontent.com`);
    expect(context).not.toHaveProperty("aws:MultiFactorAuthPresent");
  });

  it("of root, of a federated user and of a service", () => {
    const of = world(principal("root", ""), principal("user", "anna"));
    expect(asked(of, caller(of, "root")).question.context).toMatchObject({ "aws:PrincipalType": "Account", "aws:userid": HOME });
    expect(asked(of, caller(of, "user", "anna", { name: "carl", kind: "federated" })).question.context).toMatchObject({
      "aws:PrincipalType": "FederatedUser",
      "aws:PrincipalArn": `arn:aws:sts::${HOME}:federated-user/carl`,
      "aws:userid": `${HOME}:carl`,
    });
    const name = "lambda.amazonaws.com";
    const lambda: Caller = { arn: name, account: "", kind: "service", principalArn: name, userId: name, principal: "" };
    expect(asked(of, lambda).question.context).toMatchObject({ "aws:PrincipalIsAWSService": "true", "aws:PrincipalServiceName": name });
    expect(asked(of, lambda).question.context).not.toHaveProperty("aws:SourceIp");
  });

  it("of the request win over the world's", () => {
    const of = world(principal("user", "anna"));
    const more = { "aws:SourceIp": "198.51.100.1", "aws:UserAgent": "aws-cli/2", "aws:TagKeys": ["env"] };
    expect(asked(of, caller(of, "user", "anna"), { more }).question.context).toMatchObject(more);
  });
});

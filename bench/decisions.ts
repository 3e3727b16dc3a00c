/**
 * How fast the permission engine decides: with ten policies, beside the parsing of the same ten; and the whole matrix of 20 principals
 * by 8 actions beside a frame. CPU time of this process, for the machine is shared.
 */
import { ask } from "../sandbox/iam/ask.ts";
import { callerOf } from "../sandbox/iam/caller.ts";
import { decide } from "../sandbox/iam/decide.ts";
import type { AppliedPolicy, Caller } from "../sandbox/iam/decision.ts";
import { policiesFor } from "../sandbox/iam/policies-for.ts";
import { repositoryKey } from "../sandbox/world/keys.ts";
import type { PolicyDocument, Principal } from "../sandbox/world/tables.ts";
import { applyWrites, emptyWorld, type World, type Write } from "../sandbox/world/world.ts";
import { median } from "./measure.ts";
import type { Row } from "./row.ts";

const TURNS = 9;
const ROUND = 20_000;
/** Milliseconds of one frame at 60 in a second. */
const FRAME = 16;
const registry = { account: "111122223333", region: "us-east-1" };
const target = { kind: "repository", registry, name: "web" } as const;
const resource = "arn:aws:ecr:us-east-1:111122223333:repository/web";
const NOW = Date.UTC(2026, 2, 2, 9);
const PULL = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability"];
const ACTIONS = [
  "ecr:GetAuthorizationToken",
  "ecr:BatchGetImage",
  "ecr:GetDownloadUrlForLayer",
  "ecr:InitiateLayerUpload",
  "ecr:PutImage",
  "ecr:BatchDeleteImage",
  "ecr:DeleteRepository",
  "ecr:SetRepositoryPolicy",
];

function document(...statements: object[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}

const allow = (Action: unknown, more: object = {}) => ({ Effect: "Allow", Action, Resource: "*", ...more });
const deny = (Action: unknown, more: object = {}) => ({ Effect: "Deny", Action, Resource: "*", ...more });

/** Five policies on the user and a boundary; with the organization's three and the repository's they are ten. */
function principal(index: number): Principal {
  const name = `user-${index}`;
  return {
    account: registry.account,
    kind: "user",
    name,
    id: `AIDA${index}`,
    arn: `arn:aws:iam::${registry.account}:user/${name}`,
    managed: ["AmazonEC2ContainerRegistryReadOnly", "AmazonECSTaskExecutionRolePolicy"],
    policies: {
      push: document(allow("ecr:PutImage", { Resource: `arn:aws:ecr:*:*:repository/team-${index % 3}/*` }), allow("ecr:*Layer*")),
      tags: document(allow("ecr:*", { Condition: { StringEquals: { "ecr:ResourceTag/team": `\${aws:PrincipalTag/team}` } } })),
      guard: document(deny(["ecr:DeleteRepository", "ecr:BatchDeleteImage"], { Condition: { NotIpAddress: { "aws:SourceIp": "198.51.100.0/24" } } })),
    },
    boundary: "AmazonEC2ContainerRegistryFullAccess",
    tags: { team: index % 2 ? "web" : "api" },
    createdAt: 0,
  };
}

function benchWorld(): World {
  const policy = document(
    { Effect: "Allow", Principal: { AWS: [1, 2, 3].map((index) => principal(index).arn) }, Action: PULL },
    {
      Effect: "Deny",
      Principal: "*",
      Action: "ecr:SetRepositoryPolicy",
      Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:user/user-1*" } },
    },
  );
  const repository = {
    ...registry,
    name: "web",
    createdAt: 0,
    imageTagMutability: "MUTABLE",
    scanOnPush: false,
    encryption: { encryptionType: "AES256" },
    policy,
    tags: { team: "web" },
  } as const;
  const scps = [
    { name: "FullAWSAccess", document: document(allow("*")) },
    { name: "regions", document: document(deny("*", { Condition: { StringNotLike: { "aws:RequestedRegion": ["us-*", "eu-*"] } } })) },
  ];
  const writes: Write[] = [
    { table: "accounts", key: registry.account, row: { id: registry.account, settings: {}, organization: { id: "o-bench", scps, rcps: [] } } },
    { table: "repositories", key: repositoryKey(registry, "web"), row: repository },
    ...Array.from(
      { length: 20 },
      (_, index): Write => ({ table: "principals", key: `${registry.account}/user/user-${index}`, row: principal(index) }),
    ),
  ];
  return applyWrites(emptyWorld(), writes);
}

/** CPU microseconds that something takes. */
function cpu(job: () => void): number {
  const before = process.cpuUsage();
  job();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

function decideMany(caller: Caller, policies: readonly AppliedPolicy[]): void {
  for (let turn = 0; turn < ROUND; turn++) {
    const context = {
      "aws:PrincipalTag/team": "api",
      "aws:SourceIp": "203.0.113.10",
      "aws:RequestedRegion": "us-east-1",
      "ecr:ResourceTag/team": "web",
    };
    decide({ caller, action: ACTIONS[turn % ACTIONS.length] as string, resource, resourceAccount: registry.account, context }, policies);
  }
}

function fillMatrix(world: World, callers: readonly Caller[]): void {
  for (const caller of callers) for (const action of ACTIONS) ask(world, { caller, action, resource, target, region: registry.region, now: NOW });
}

export function decisionRows(): Row[] {
  const world = benchWorld();
  const callers = Array.from({ length: 20 }, (_, index) => callerOf(world, `${registry.account}/user/user-${index}`)).filter(
    (one) => one !== undefined,
  );
  const caller = callers[0] as Caller;
  const policies = policiesFor(world, caller, target);
  if (policies.length !== 10) throw new Error(`${policies.length} policies instead of ten`);
  const texts = policies.map((one) => JSON.stringify(one.document));
  const parsing = () => {
    for (let turn = 0; turn < ROUND; turn++) for (const text of texts) JSON.parse(text);
  };
  decideMany(caller, policies);
  for (let turn = 0; turn < 50; turn++) fillMatrix(world, callers);
  const times: { readonly deciding: number; readonly parsed: number; readonly matrix: number }[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    times.push({
      deciding: cpu(() => decideMany(caller, policies)),
      parsed: cpu(parsing),
      matrix: cpu(() => {
        for (let repeat = 0; repeat < 10; repeat++) fillMatrix(world, callers);
      }),
    });
  }
  const deciding = median(times.map((one) => one.deciding));
  console.log(`decisions with ten policies: ${Math.round((ROUND * 1e6) / deciding)} in a second of CPU time`);
  return [
    { name: "decide with ten policies: parsing the ten / deciding", value: median(times.map((one) => one.parsed)) / deciding },
    { name: "decide with ten policies: in a second of CPU time / 50,000", value: (ROUND * 1e6) / deciding / 50_000 },
    { name: "matrix of 20 principals by 8 actions: CPU time / a frame", value: median(times.map((one) => one.matrix)) / 10 / 1000 / FRAME },
  ];
}

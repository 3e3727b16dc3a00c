import { createRequire } from "node:module";
import type * as Iam from "@aws-sdk/client-iam";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NOBODY } from "../../cloud/testing.ts";
import { sdkKit } from "../../cloud/testing-sdk.ts";
import { nodeHasher } from "../../node/hasher.ts";
import { keysOfDocument } from "./context-keys.ts";
import { statementPositions } from "./positions.ts";

const sdk = createRequire(import.meta.url)("@aws-sdk/client-iam") as typeof Iam;
const kit = () => sdkKit(nodeHasher, () => Date.now());
const policy = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const WEB = "arn:aws:ecr:us-east-1:111122223333:repository/web";
const USER = "arn:aws:iam::111122223333:user/nobody";

async function custom(input: object) {
  const { EvaluationResults = [] } = await kit()
    .iam()
    .send(new sdk.SimulateCustomPolicyCommand({ ActionNames: ["ecr:PutImage"], PolicyInputList: [], ...input }));
  return EvaluationResults;
}

describe("SimulateCustomPolicy", () => {
  it("names the statements that decided, with their places in the text", async () => {
    const text = `{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": "*",
            "Resource": "*"
        }
    ]
}`;
    const [result] = await custom({ PolicyInputList: [text] });
    expect(result).toEqual({
      EvalActionName: "ecr:PutImage",
      EvalResourceName: "*",
      EvalDecision: "allowed",
      MatchedStatements: [
        {
          SourcePolicyId: "PolicyInputList.1",
          SourcePolicyType: "IAM Policy",
          StartPosition: { Line: 3, Column: 19 },
          EndPosition: { Line: 8, Column: 10 },
        },
      ],
      MissingContextValues: [],
    });
  });

  it("gives only what denies for an explicit deny, and nothing for an implicit one", async () => {
    const allow = policy({ Effect: "Allow", Action: "ecr:*", Resource: "*" });
    const deny = policy({ Effect: "Deny", Action: "ecr:Put*", Resource: "*" });
    const [explicit, other] = await custom({ PolicyInputList: [allow, deny], ActionNames: ["ecr:PutImage", "s3:GetObject"] });
    expect([explicit?.EvalDecision, explicit?.MatchedStatements?.map(({ SourcePolicyId }) => SourcePolicyId)]).toEqual([
      "explicitDeny",
      ["PolicyInputList.2"],
    ]);
    expect([other?.EvalDecision, other?.MatchedStatements]).toEqual(["implicitDeny", []]);
  });

  it("answers for each resource, and says which context values it lacked", async () => {
    const text = policy({ Effect: "Allow", Action: "ecr:*", Resource: WEB, Condition: { StringEquals: { "aws:RequestedRegion": "us-east-1" } } });
    const results = await custom({ PolicyInputList: [text], ResourceArns: [WEB, `${WEB}2`] });
    expect(results.map(({ EvalResourceName, EvalDecision }) => [EvalResourceName, EvalDecision])).toEqual([
      [WEB, "implicitDeny"],
      [`${WEB}2`, "implicitDeny"],
    ]);
    expect(results[0]?.ResourceSpecificResults?.[0]?.MissingContextValues).toEqual(["aws:RequestedRegion"]);
    const ContextEntries = [{ ContextKeyName: "aws:requestedregion", ContextKeyValues: ["us-east-1"], ContextKeyType: "string" }];
    expect((await custom({ PolicyInputList: [text], ResourceArns: [WEB], ContextEntries }))[0]?.EvalDecision).toBe("allowed");
  });

  it("weighs a boundary and a resource's policy", async () => {
    const allow = policy({ Effect: "Allow", Action: "ecr:*", Resource: "*" });
    const pull = policy({ Effect: "Allow", Action: "ecr:BatchGetImage", Resource: "*" });
    const [bounded] = await custom({ PolicyInputList: [allow], PermissionsBoundaryPolicyInputList: [pull] });
    expect(bounded).toMatchObject({ EvalDecision: "implicitDeny", PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false } });
    const ResourcePolicy = policy({ Effect: "Allow", Principal: { AWS: USER }, Action: "ecr:PutImage" });
    const [granted] = await custom({ PolicyInputList: [pull], ResourcePolicy, CallerArn: USER, ResourceArns: [WEB] });
    expect(granted?.EvalDecision).toBe("allowed");
    expect(granted?.MatchedStatements?.map(({ SourcePolicyId, SourcePolicyType }) => [SourcePolicyId, SourcePolicyType])).toEqual([
      ["ResourcePolicy", "Resource Policy"],
    ]);
    await expect(custom({ PolicyInputList: [pull], ResourcePolicy })).rejects.toMatchObject({ name: "InvalidInputException" });
  });

  it("comes in pages", async () => {
    const iam = kit().iam();
    const ActionNames = Array.from({ length: 5 }, (_, n) => `ecr:Action${n}`);
    const names: (string | undefined)[] = [];
    for await (const { EvaluationResults = [] } of sdk.paginateSimulateCustomPolicy(
      { client: iam, pageSize: 2 },
      { ActionNames, PolicyInputList: [] },
    ))
      names.push(...EvaluationResults.map(({ EvalActionName }) => EvalActionName));
    expect(names).toEqual(ActionNames);
  });
});

describe("SimulatePrincipalPolicy", () => {
  it("names policies by where they hang", async () => {
    const iam = kit().iam();
    const allow = policy({ Effect: "Allow", Action: "ecr:*", Resource: "*" });
    await iam.send(new sdk.CreateGroupCommand({ GroupName: "devs" }));
    await iam.send(new sdk.PutGroupPolicyCommand({ GroupName: "devs", PolicyName: "g", PolicyDocument: allow }));
    await iam.send(new sdk.AddUserToGroupCommand({ GroupName: "devs", UserName: "nobody" }));
    await iam.send(new sdk.PutUserPolicyCommand({ UserName: "nobody", PolicyName: "u", PolicyDocument: allow }));
    await iam.send(new sdk.AttachUserPolicyCommand({ UserName: "nobody", PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }));
    const { EvaluationResults } = await iam.send(new sdk.SimulatePrincipalPolicyCommand({ PolicySourceArn: USER, ActionNames: ["ecr:PutImage"] }));
    expect(EvaluationResults?.[0]?.MatchedStatements?.map(({ SourcePolicyId }) => SourcePolicyId)).toEqual([
      "AdministratorAccess",
      "user_nobody_u",
      "group_devs_g",
    ]);
    const PolicySourceArn = "arn:aws:iam::111122223333:group/devs";
    const ofGroup = await iam.send(new sdk.SimulatePrincipalPolicyCommand({ PolicySourceArn, ActionNames: ["ecr:PutImage"] }));
    expect(ofGroup.EvaluationResults?.[0]).toMatchObject({ EvalDecision: "allowed", MatchedStatements: [{ SourcePolicyId: "group_devs_g" }] });
  });

  it("refuses a session's ARN, and a user who is not there", async () => {
    const iam = kit().iam();
    const ask = (PolicySourceArn: string) => iam.send(new sdk.SimulatePrincipalPolicyCommand({ PolicySourceArn, ActionNames: ["ecr:PutImage"] }));
    const session = "arn:aws:sts::111122223333:assumed-role/ci/build";
    await expect(ask(session)).rejects.toMatchObject({
      name: "InvalidInputException",
      message: `Invalid Entity Arn: ${session} does not clearly define entity type and name.`,
    });
    await expect(ask("arn:aws:iam::111122223333:user/ghost")).rejects.toMatchObject({ name: "NoSuchEntityException" });
  });

  const REPOSITORIES = ["web", "api"] as const;
  const ACTIONS = [
    ["ecr:DescribeImages", "DescribeImages"],
    ["ecr:DeleteRepository", "DeleteRepository"],
    ["ecr:InitiateLayerUpload", "InitiateLayerUpload"],
    ["ecr:ListTagsForResource", "ListTagsForResource"],
  ] as const;
  const arnOf = (name: string) => `arn:aws:ecr:us-east-1:111122223333:repository/${name}`;
  const condition = fc.constantFrom(
    undefined,
    { StringEquals: { "aws:username": "nobody" } },
    { StringNotEquals: { "aws:PrincipalAccount": "111122223333" } },
    { Null: { "aws:PrincipalTag/team": "true" } },
  );
  const statement = fc.record({
    Effect: fc.constantFrom("Allow", "Allow", "Deny"),
    Action: fc.constantFrom("ecr:*", "ecr:Describe*", "ecr:DeleteRepository", "ecr:List*", "ecr:I*", "s3:*"),
    Resource: fc.constantFrom("*", arnOf("web"), arnOf("a*"), arnOf("${aws:username}")),
    Condition: condition,
  });
  const document = fc.array(statement, { minLength: 1, maxLength: 3 }).map((statements) => policy(...statements));

  it("agrees with what the real request is answered", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(document, { maxLength: 2 }), fc.option(document), async (inline, boundary) => {
        const { iam: client, test } = kit();
        const iam = client();
        for (const repositoryName of REPOSITORIES) await test.ecr("CreateRepository", { repositoryName });
        for (const [n, text] of inline.entries()) {
          await iam.send(new sdk.PutUserPolicyCommand({ UserName: "nobody", PolicyName: `p${n}`, PolicyDocument: text }));
        }
        if (boundary !== null) {
          const { Policy } = await iam.send(new sdk.CreatePolicyCommand({ PolicyName: "limit", PolicyDocument: boundary }));
          await iam.send(new sdk.PutUserPermissionsBoundaryCommand({ UserName: "nobody", PermissionsBoundary: Policy?.Arn }));
        }
        const ActionNames = ACTIONS.map(([action]) => action);
        const ResourceArns = REPOSITORIES.map(arnOf);
        const { EvaluationResults = [] } = await iam.send(
          new sdk.SimulatePrincipalPolicyCommand({ PolicySourceArn: USER, ActionNames, ResourceArns }),
        );
        for (const [action, operation] of ACTIONS) {
          for (const repositoryName of REPOSITORIES) {
            const resourceArn = arnOf(repositoryName);
            const result = EvaluationResults.find(
              ({ EvalActionName, EvalResourceName }) => EvalActionName === action && EvalResourceName === resourceArn,
            );
            const input = operation === "ListTagsForResource" ? { resourceArn } : { repositoryName };
            const { status, json } = await test.ecr(operation, input, NOBODY);
            const denied = json.__type === "AccessDeniedException";
            expect([action, resourceArn, denied ? "denied" : "allowed"]).toEqual([
              action,
              resourceArn,
              result?.EvalDecision === "allowed" ? "allowed" : "denied",
            ]);
            if (denied) expect(String(json.message).includes("explicit deny")).toBe(result?.EvalDecision === "explicitDeny");
            if (status === 200 && operation === "DeleteRepository") await test.ecr("CreateRepository", { repositoryName });
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("context keys", () => {
  it("are those of conditions and variables, each once whatever its case", async () => {
    const text = policy({
      Effect: "Allow",
      Action: "ecr:*",
      Resource: "arn:aws:ecr:*:*:repository/${aws:username}/${aws:PrincipalTag/team, 'none'}",
      Condition: { StringEquals: { "aws:SourceVpc": "${aws:UserName}" }, Bool: { "aws:securetransport": "true" } },
    });
    const iam = kit().iam();
    expect((await iam.send(new sdk.GetContextKeysForCustomPolicyCommand({ PolicyInputList: [text] }))).ContextKeyNames).toEqual([
      "aws:SourceVpc",
      "aws:UserName",
      "aws:securetransport",
      "aws:PrincipalTag/team",
    ]);
    await iam.send(new sdk.PutUserPolicyCommand({ UserName: "nobody", PolicyName: "u", PolicyDocument: text }));
    expect((await iam.send(new sdk.GetContextKeysForPrincipalPolicyCommand({ PolicySourceArn: USER }))).ContextKeyNames).toHaveLength(4);
  });

  it("are no variables in the older version of the language", () => {
    expect(keysOfDocument({ Version: "2008-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "${aws:username}" } })).toEqual([]);
  });

  it("of a lone statement stand after its colon", () => {
    expect(statementPositions('{"Statement": {"Effect":"Allow"}}', 0)).toEqual({
      StartPosition: { Line: 1, Column: 14 },
      EndPosition: { Line: 1, Column: 33 },
    });
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ran } from "../clients/support/process.ts";
import { type Keys, startServer, type TestServer } from "../clients/support/server.ts";
import { awsClis } from "./aws-cli.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  await server?.stop();
});

const policy = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const REPOSITORY = "arn:aws:ecr:us-east-1:111122223333:repository/web/storefront";

describe.each(awsClis().map((cli) => [cli.name, cli] as const))("%s and the server's IAM", (_, { aws, generation, refused, prefix }) => {
  const user = `anna${generation}`;
  const role = `deployer${generation}`;
  const policyArn = `arn:aws:iam::111122223333:policy/push${generation}`;
  let keys: Keys;

  const json = ({ stdout }: Ran) => JSON.parse(stdout);
  const iam = (...args: string[]) => aws(server, ["iam", ...args, "--output", "json"]);
  const saying = (operation: string, code: string, message: string) =>
    `\n${prefix}An error occurred (${code}) when calling the ${operation} operation: ${message}\n`;

  it("makes a user with a key, a policy and its attachment, and acts as the user", async () => {
    expect(json(await iam("create-user", "--user-name", user, "--tags", "Key=env,Value=dev")).User).toMatchObject({
      UserName: user,
      Arn: `arn:aws:iam::111122223333:user/${user}`,
      Tags: [{ Key: "env", Value: "dev" }],
    });
    const { AccessKey } = json(await iam("create-access-key", "--user-name", user));
    keys = { id: AccessKey.AccessKeyId, secret: AccessKey.SecretAccessKey };
    const document = policy({ Effect: "Allow", Action: ["ecr:*", "sts:AssumeRole"], Resource: "*" });
    expect(json(await iam("create-policy", "--policy-name", `push${generation}`, "--policy-document", document)).Policy.Arn).toBe(policyArn);
    expect(await iam("attach-user-policy", "--user-name", user, "--policy-arn", policyArn)).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(json(await iam("list-attached-user-policies", "--user-name", user)).AttachedPolicies).toEqual([
      { PolicyName: `push${generation}`, PolicyArn: policyArn },
    ]);
    // The CLI decodes documents by itself.
    expect(json(await iam("get-policy-version", "--policy-arn", policyArn, "--version-id", "v1")).PolicyVersion.Document).toEqual(
      JSON.parse(document),
    );
    const names = await aws(server, ["ecr", "describe-repositories", "--query", "repositories[].repositoryName", "--output", "text"], { keys });
    expect(names.stdout).toContain("web/storefront");
  });

  it("prints IAM's refusals", async () => {
    const said = async (...args: string[]) => {
      const { status, stderr } = await iam(...args);
      return [status, stderr];
    };
    expect(await said("create-user", "--user-name", user)).toEqual([
      refused,
      saying("CreateUser", "EntityAlreadyExists", `User with name ${user} already exists.`),
    ]);
    expect(await said("get-role", "--role-name", "ghost")).toEqual([
      refused,
      saying("GetRole", "NoSuchEntity", "The role with name ghost cannot be found."),
    ]);
    expect(await said("delete-user", "--user-name", user)).toEqual([
      refused,
      saying("DeleteUser", "DeleteConflict", "Cannot delete entity, must detach all policies first."),
    ]);
    const { stderr } = await aws(server, ["iam", "get-user"], { keys });
    const why = "because no identity-based policy allows the iam:GetUser action";
    const sentence = `User: arn:aws:iam::111122223333:user/${user} is not authorized to perform: iam:GetUser on resource: user ${user} ${why}`;
    expect(stderr).toBe(saying("GetUser", "AccessDenied", sentence));
  });

  it("assumes a role with a session policy, which limits what the credentials may do", async () => {
    const trust = policy({ Effect: "Allow", Principal: { AWS: `arn:aws:iam::111122223333:user/${user}` }, Action: "sts:AssumeRole" });
    const { Arn } = json(await iam("create-role", "--role-name", role, "--assume-role-policy-document", trust)).Role;
    await iam("attach-role-policy", "--role-name", role, "--policy-arn", "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser");
    const limit = policy({ Effect: "Allow", Action: "ecr:DescribeImages", Resource: "*" });
    const assume = ["sts", "assume-role", "--role-arn", Arn, "--role-session-name", "ci", "--output", "json"];
    const { Credentials, PackedPolicySize } = json(await aws(server, [...assume, "--policy", limit], { keys }));
    expect(PackedPolicySize).toBeGreaterThan(0);
    const session = {
      keys: { id: Credentials.AccessKeyId, secret: Credentials.SecretAccessKey },
      env: { AWS_SESSION_TOKEN: Credentials.SessionToken },
    };
    const identity = await aws(server, ["sts", "get-caller-identity", "--query", "Arn", "--output", "text"], session);
    expect(identity.stdout).toBe(`arn:aws:sts::111122223333:assumed-role/${role}/ci\n`);
    expect((await aws(server, ["ecr", "describe-images", "--repository-name", "web/storefront"], session)).status).toBe(0);
    const { stderr } = await aws(server, ["ecr", "initiate-layer-upload", "--repository-name", "web/storefront"], session);
    expect(stderr).toContain("because no session policy allows the ecr:InitiateLayerUpload action");
    const stranger = await aws(server, assume);
    expect(stranger.stderr).toBe(
      saying(
        "AssumeRole",
        "AccessDenied",
        `User: arn:aws:iam::111122223333:user/learner is not authorized to perform: sts:AssumeRole on resource: ${Arn}`,
      ),
    );
  });

  it("simulates what the user may do", async () => {
    const { EvaluationResults } = json(
      await iam(
        "simulate-principal-policy",
        "--policy-source-arn",
        `arn:aws:iam::111122223333:user/${user}`,
        "--action-names",
        "ecr:PutImage",
        "iam:GetUser",
        "--resource-arns",
        REPOSITORY,
      ),
    );
    expect(EvaluationResults.map(({ EvalActionName, EvalDecision }: Record<string, unknown>) => [EvalActionName, EvalDecision])).toEqual([
      ["ecr:PutImage", "allowed"],
      ["iam:GetUser", "implicitDeny"],
    ]);
    expect(EvaluationResults[0].MatchedStatements[0]).toMatchObject({ SourcePolicyId: `push${generation}`, StartPosition: { Line: 3, Column: 19 } });
  });
});

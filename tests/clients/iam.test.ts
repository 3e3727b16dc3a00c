import { InitiateLayerUploadCommand } from "@aws-sdk/client-ecr";
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  IAMClient,
  PutRolePolicyCommand,
  SimulatePrincipalPolicyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRepository, describeImages, ecrOf, ownKeys, passwordOf } from "./support/api.ts";
import { busyboxImage, type OciLayout } from "./support/image.ts";
import { need, run } from "./support/process.ts";
import { type Keys, startServer, type TestServer, temporaryFolder } from "./support/server.ts";

const skopeo = need("skopeo", "skopeo");
const folder = temporaryFolder("iam");
let server: TestServer;
let image: OciLayout;

beforeAll(async () => {
  image = await busyboxImage(folder.path);
  server = await startServer();
  await createRepository(server, "team/app");
});
afterAll(async () => {
  await server?.stop();
  folder.remove();
});

interface SessionKeys extends Keys {
  readonly token?: string;
}

function config(keys: SessionKeys = ownKeys(server)) {
  const credentials = { accessKeyId: keys.id, secretAccessKey: keys.secret, ...(keys.token === undefined ? {} : { sessionToken: keys.token }) };
  return { region: "us-east-1", endpoint: `http://${server.host}`, credentials, maxAttempts: 1 };
}
const iam = (keys?: SessionKeys) => new IAMClient(config(keys));
const sts = (keys?: SessionKeys) => new STSClient(config(keys));
const policy = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });

async function userWith(UserName: string, PolicyDocument: string): Promise<Keys> {
  await iam().send(new CreateUserCommand({ UserName }));
  const { Policy } = await iam().send(new CreatePolicyCommand({ PolicyName: `of-${UserName}`, PolicyDocument }));
  await iam().send(new AttachUserPolicyCommand({ UserName, PolicyArn: Policy?.Arn }));
  const { AccessKey } = await iam().send(new CreateAccessKeyCommand({ UserName }));
  return { id: AccessKey?.AccessKeyId ?? "", secret: AccessKey?.SecretAccessKey ?? "" };
}

function push(password: string, tag: string) {
  const target = `docker://${server.host}/team/app:${tag}`;
  return run(skopeo, ["--insecure-policy", "copy", "--dest-tls-verify=false", "--dest-creds", `AWS:${password}`, image.source, target]);
}

async function passwordWith(keys: SessionKeys): Promise<string> {
  const { ECRClient, GetAuthorizationTokenCommand } = await import("@aws-sdk/client-ecr");
  const { authorizationData } = await new ECRClient(config(keys)).send(new GetAuthorizationTokenCommand({}));
  return Buffer.from(authorizationData?.[0]?.authorizationToken ?? "", "base64")
    .toString()
    .replace(/^AWS:/, "");
}

const EVERYTHING = policy({ Effect: "Allow", Action: "ecr:*", Resource: "*" });
const PULL = policy({ Effect: "Allow", Action: ["ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], Resource: "*" });

describe("IAM and STS of the server, asked by the AWS SDK", () => {
  it("make a user whose key acts at once, within its policy, and no longer than it lives", async () => {
    const anna = await userWith("anna", EVERYTHING);
    expect(await sts(anna).send(new GetCallerIdentityCommand({}))).toMatchObject({ Arn: "arn:aws:iam::111122223333:user/anna" });
    expect((await push(await passwordOf(server, anna), "anna")).status).toBe(0);
    expect((await describeImages(server, "team/app", anna))[0]?.imageTags).toEqual(["anna"]);
    await expect(iam(anna).send(new CreateUserCommand({ UserName: "bo" }))).rejects.toMatchObject({
      name: "AccessDenied",
      message:
        "User: arn:aws:iam::111122223333:user/anna is not authorized to perform: iam:CreateUser on resource: arn:aws:iam::111122223333:user/bo because no identity-based policy allows the iam:CreateUser action",
    });
    await iam().send(new DeleteAccessKeyCommand({ UserName: "anna", AccessKeyId: anna.id }));
    await expect(sts(anna).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: "InvalidClientTokenId" });
  });

  it("refuse a push with a role's credentials that a session policy limits, and take it without", async () => {
    const trust = policy({ Effect: "Allow", Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: "sts:AssumeRole" });
    const { Role } = await iam().send(new CreateRoleCommand({ RoleName: "deployer", AssumeRolePolicyDocument: trust }));
    await iam().send(new PutRolePolicyCommand({ RoleName: "deployer", PolicyName: "push", PolicyDocument: EVERYTHING }));
    const assume = async (more: object): Promise<SessionKeys> => {
      const { Credentials: given } = await sts().send(new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: "ci", ...more }));
      return { id: given?.AccessKeyId ?? "", secret: given?.SecretAccessKey ?? "", token: given?.SessionToken ?? "" };
    };
    const refused = await push(await passwordWith(await assume({ Policy: PULL })), "session");
    expect(refused.status).not.toBe(0);
    // What skopeo asks first is whether the layers are there.
    expect(refused.stderr).toMatch(/403|denied/i);
    expect((await push(await passwordWith(await assume({})), "session")).status).toBe(0);
  });

  it("simulate what a request will be answered", async () => {
    const cleo = await userWith("cleo", PULL);
    const ActionNames = ["ecr:BatchGetImage", "ecr:InitiateLayerUpload"];
    const ResourceArns = ["arn:aws:ecr:us-east-1:111122223333:repository/team/app"];
    const PolicySourceArn = "arn:aws:iam::111122223333:user/cleo";
    const { EvaluationResults } = await iam().send(new SimulatePrincipalPolicyCommand({ PolicySourceArn, ActionNames, ResourceArns }));
    expect(EvaluationResults?.map(({ EvalDecision }) => EvalDecision)).toEqual(["allowed", "implicitDeny"]);
    await expect(ecrOf(server, cleo).send(new InitiateLayerUploadCommand({ repositoryName: "team/app" }))).rejects.toMatchObject({
      name: "AccessDeniedException",
    });
  });
});

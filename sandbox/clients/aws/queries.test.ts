import { describe, expect, it } from "vitest";
import { completions, runAws } from "./testing/harness.ts";
import { QUERY_CASES } from "./testing/query-cases.ts";
import { askedQuery, steady } from "./testing/query-outcome.ts";
import { QUERY_RECORDED } from "./testing/query-recorded.ts";

describe("iam, sts and profiles with roles", () => {
  it.each(QUERY_CASES)("print and ask what AWS CLI 2.36.12 does: $name", async ({ name, args, answers, env, files }) => {
    const { status, stdout, stderr, asked } = await runAws(args, { answers, env: { AWS_ENDPOINT_URL: "http://127.0.0.1:9", ...env }, files });
    const queries = asked.map(({ headers, body }) => askedQuery(headers.authorization, headers["x-amz-security-token"], body));
    expect(steady({ status, stdout, stderr, asked: queries })).toEqual(QUERY_RECORDED[name]);
  });
});

const ROLE = "[profile r]\nrole_arn = arn:aws:iam::111122223333:role/ci\nsource_profile = default\nrole_session_name = me\n";
const KEYS = "[default]\naws_access_key_id = AKIABASE\naws_secret_access_key = base\n";
const FILES = { "/home/learner/.aws/config": ROLE, "/home/learner/.aws/credentials": KEYS };
/** The name that AWS CLI 2.36.12 gave the file for this role and session name. */
const CACHE = "/home/learner/.aws/cli/cache/c962c96710949e43bd2b4e6b1a9308cdc9917341.json";
const ENV = { AWS_ACCESS_KEY_ID: "" };
const assumed = (expires: string) =>
  `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIANEW</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${expires}</Expiration></Credentials><AssumedRoleUser><AssumedRoleId>AROA:me</AssumedRoleId><Arn>arn:aws:sts::111122223333:assumed-role/ci/me</Arn></AssumedRoleUser></AssumeRoleResult></AssumeRoleResponse>`;
const WHO =
  "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>";
const actions = (asked: readonly { readonly body: string }[]) => asked.map(({ body }) => /Action=(\w+)/.exec(body)?.[1]);
const args = ["sts", "get-caller-identity", "--profile", "r"];

describe("a role's keys", () => {
  it("are kept in a file that the real CLI finds too", async () => {
    const { read, asked } = await runAws(args, { files: FILES, env: ENV, answers: [{ body: assumed("2026-11-23T09:00:00Z") }, { body: WHO }] });
    expect(actions(asked)).toEqual(["AssumeRole", "GetCallerIdentity"]);
    expect(JSON.parse(await read(CACHE))).toEqual({
      Credentials: {
        AccessKeyId: "ASIANEW",
        SecretAccessKey: "s",
        SessionToken: "t",
        Expiration: "2026-11-23T09:00:00+00:00",
        AccountId: "111122223333",
      },
      AssumedRoleUser: { AssumedRoleId: "AROA:me", Arn: "arn:aws:sts::111122223333:assumed-role/ci/me" },
    });
  });

  const kept = (expires: string) =>
    JSON.stringify({ Credentials: { AccessKeyId: "ASIAOLD", SecretAccessKey: "s", SessionToken: "t", Expiration: expires } });

  it("are taken from the file while they last a quarter of an hour more", async () => {
    const files = { ...FILES, [CACHE]: kept("2026-11-23T08:15:00+00:00") };
    const { asked } = await runAws(args, { files, env: ENV, answers: [{ body: WHO }] });
    expect(actions(asked)).toEqual(["GetCallerIdentity"]);
    expect(asked[0]?.headers.authorization).toContain("Credential=ASIAOLD/");
  });

  it("are asked for anew when they end sooner, or when the file cannot be read", async () => {
    for (const content of [kept("2026-11-23T08:14:59+00:00"), "{"]) {
      const answers = [{ body: assumed("2026-11-23T09:00:00Z") }, { body: WHO }];
      const { asked } = await runAws(args, { files: { ...FILES, [CACHE]: content }, env: ENV, answers });
      expect(actions(asked)).toEqual(["AssumeRole", "GetCallerIdentity"]);
    }
  });

  it("need no code of an MFA device here, and the profile that asks for one is told so", async () => {
    const files = { ...FILES, "/home/learner/.aws/config": `${ROLE}mfa_serial = arn:aws:iam::111122223333:mfa/me\n` };
    const { status, stderr, asked } = await runAws(args, { files, env: ENV });
    expect([status, asked]).toEqual([255, []]);
    expect(stderr).toContain("the profile r asks for a code of the MFA device arn:aws:iam::111122223333:mfa/me");
  });
});

describe("IAM", () => {
  it.each([
    ["eu-west-1", "https://iam.amazonaws.com/", "us-east-1"],
    ["cn-northwest-1", "https://iam.cn-north-1.amazonaws.com.cn/", "cn-north-1"],
    ["us-gov-east-1", "https://iam.us-gov.amazonaws.com/", "us-gov-west-1"],
  ])("is in one place for all Regions of a partition: from %s at %s", async (region, url, signed) => {
    const { asked } = await runAws(["iam", "list-users", "--region", region]);
    expect(asked[0]?.url).toBe(url);
    expect(asked[0]?.headers.authorization).toContain(`/${signed}/iam/aws4_request`);
  });

  it("needs no Region", async () => {
    const { asked } = await runAws(["iam", "list-users"], { env: { AWS_DEFAULT_REGION: "" } });
    expect(asked[0]?.url).toBe("https://iam.amazonaws.com/");
  });

  it("is asked where AWS_ENDPOINT_URL_IAM says", async () => {
    const { asked } = await runAws(["iam", "list-users"], { env: { AWS_ENDPOINT_URL_IAM: "http://127.0.0.1:5000" } });
    expect(asked[0]?.url).toBe("http://127.0.0.1:5000/");
  });

  it("is printed by CLI v1 with times as they came, its page of help found by name", async () => {
    const answers = [
      { body: "<R><GetRoleResult><Role><RoleName>a</RoleName><CreateDate>2026-11-23T08:00:00Z</CreateDate></Role></GetRoleResult></R>" },
    ];
    const { stdout } = await runAws(["iam", "get-role", "--role-name", "a"], { answers, generation: 1 });
    expect(JSON.parse(stdout)).toEqual({ Role: { RoleName: "a", CreateDate: "2026-11-23T08:00:00Z" } });
    expect((await runAws(["iam", "put-user-policy", "help"], { generation: 1 })).stdout).toContain("--policy-document");
    expect((await runAws(["iam", "wait", "help"])).stdout).toContain("policy-exists");
  });
});

describe("Tab behind aws iam and aws sts", () => {
  const list = (operation: string, inner: string) => ({
    body: `<${operation}Response><${operation}Result>${inner}</${operation}Result></${operation}Response>`,
  });

  it("offers users, roles and groups, but not for a new one", async () => {
    const users = {
      answers: [list("ListUsers", "<Users><member><UserName>ci</UserName></member><member><UserName>dev</UserName></member></Users>")],
    };
    expect(await completions("aws iam get-user --user-name ", users)).toEqual(["ci", "dev"]);
    expect(await completions("aws iam get-user --user-name d", users)).toEqual(["dev"]);
    expect(await completions("aws iam create-user --user-name ", users)).toEqual([]);
    const roles = { answers: [list("ListRoles", "<Roles><member><RoleName>r</RoleName><Arn>arn:aws:iam::1:role/r</Arn></member></Roles>")] };
    expect(await completions("aws sts assume-role --role-arn ", roles)).toEqual(["arn:aws:iam::1:role/r"]);
  });

  it("offers one's own policies and those of AWS for containers", async () => {
    const policies = (...arns: string[]) =>
      list("ListPolicies", `<Policies>${arns.map((arn) => `<member><Arn>${arn}</Arn></member>`).join("")}</Policies>`);
    const pull = "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly";
    const answers = [policies("arn:aws:iam::1:policy/own"), policies("arn:aws:iam::aws:policy/AdministratorAccess", pull)];
    expect(await completions("aws iam attach-user-policy --policy-arn ", { answers })).toEqual(["arn:aws:iam::1:policy/own", pull]);
  });

  it("offers the inline policies of whom the line names, and files for a document", async () => {
    const answers = [list("ListUserPolicies", "<PolicyNames><member>push</member></PolicyNames>")];
    expect(await completions("aws iam get-user-policy --user-name ci --policy-name ", { answers })).toEqual(["push"]);
    expect(await completions("aws iam put-user-policy --policy-document ")).toEqual(["file://"]);
    expect(await completions("aws iam wait ")).toEqual(["policy-exists", "role-exists", "user-exists"]);
  });
});

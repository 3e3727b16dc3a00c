/** Commands of `aws iam`, `aws sts` and of profiles with roles, each with the answers of a pretended service: run by our own CLI and by the real ones. */
import type { Answered } from "./harness.ts";

export interface QueryCase {
  readonly name: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
  readonly answers: readonly (Answered & { readonly body: string })[];
}

type Loose = { readonly args: readonly string[] } & Partial<Omit<QueryCase, "args">>;

const NS = 'xmlns="https://iam.amazonaws.com/doc/2010-05-08/"';
const meta = "<ResponseMetadata><RequestId>0f7b4f4e-2f7b-4b1c-9a5e-8f1f7b4f4e2f</RequestId></ResponseMetadata>";
const ok = (op: string, inner: string) => ({ body: `<${op}Response ${NS}>\n<${op}Result>\n${inner}\n</${op}Result>\n${meta}</${op}Response>` });
const none = (op: string) => ({ body: `<${op}Response ${NS}>\n${meta}</${op}Response>` });
const err = (status: number, code: string, message: string) => ({
  status,
  body: `<ErrorResponse ${NS}>\n  <Error>\n    <Type>Sender</Type>\n    <Code>${code}</Code>\n    <Message>${message}</Message>\n  </Error>\n  <RequestId>0f7b4f4e-2f7b-4b1c-9a5e-8f1f7b4f4e2f</RequestId>\n</ErrorResponse>\n`,
});
const user = (n: string) =>
  `<Path>/</Path><UserName>${n}</UserName><UserId>AIDAEXAMPLE${n}</UserId><Arn>arn:aws:iam::111122223333:user/${n}</Arn><CreateDate>2026-11-23T08:00:00Z</CreateDate>`;
const doc = encodeURIComponent('{\n  "Version": "2012-10-17",\n  "Statement": [{"Effect":"Allow","Action":"ecr:*","Resource":"*"}]\n}');
const trust =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sts:AssumeRole"}]}';
const role = `<Path>/</Path><RoleName>ci</RoleName><RoleId>AROAEXAMPLE</RoleId><Arn>arn:aws:iam::111122223333:role/ci</Arn><CreateDate>2026-11-23T08:00:00Z</CreateDate><AssumeRolePolicyDocument>${encodeURIComponent(trust)}</AssumeRolePolicyDocument><Description/><MaxSessionDuration>3600</MaxSessionDuration><RoleLastUsed/>`;
const creds = `<Credentials><AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>secret/Key</SecretAccessKey><SessionToken>IQoJtoken==</SessionToken><Expiration>2036-11-23T09:00:00Z</Expiration></Credentials><AssumedRoleUser><AssumedRoleId>AROAEXAMPLE:s</AssumedRoleId><Arn>arn:aws:sts::111122223333:assumed-role/ci/s</Arn></AssumedRoleUser>`;
const F = { "/home/learner/p.json": '{\n "Version": "2012-10-17",\n "Statement": []\n}\n' };
const KEYLESS = { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" };
const CRED = "[default]\naws_access_key_id = AKIABASE\naws_secret_access_key = base\n";
const arn = ["--policy-arn", "arn:aws:iam::111122223333:policy/p"];
const PLAIN: readonly Loose[] = [
  { args: ["iam", "get-user", "--user-name", "x"], answers: [err(404, "NoSuchEntity", "The user with name x cannot be found.")] },
  {
    args: ["iam", "get-user", "--user-name", "x", "--cli-error-format", "json"],
    answers: [err(404, "NoSuchEntity", "The user with name x cannot be found.")],
  },
  { args: ["iam", "get-user"], answers: [ok("GetUser", `<User>${user("a")}<Tags><member><Key>k</Key><Value>v</Value></member></Tags></User>`)] },
  {
    args: [
      "iam",
      "create-user",
      "--user-name",
      "ci",
      "--path",
      "/a b/",
      "--tags",
      "Key=a,Value=b c",
      "Key=d,Value=",
      "--permissions-boundary",
      "arn:aws:iam::111122223333:policy/b",
    ],
    answers: [
      ok(
        "CreateUser",
        `<User>${user("ci")}<PermissionsBoundary><PermissionsBoundaryType>Policy</PermissionsBoundaryType><PermissionsBoundaryArn>arn:aws:iam::111122223333:policy/b</PermissionsBoundaryArn></PermissionsBoundary></User>`,
      ),
    ],
  },
  { args: ["iam", "create-user"] },
  { args: ["iam", "create-user", "--user-name", ""] },
  {
    args: ["iam", "list-users"],
    answers: [
      ok("ListUsers", `<IsTruncated>true</IsTruncated><Marker>m1</Marker><Users><member>${user("a")}</member></Users>`),
      ok("ListUsers", `<IsTruncated>false</IsTruncated><Users><member>${user("b")}</member></Users>`),
    ],
  },
  {
    args: ["iam", "list-users", "--max-items", "1"],
    answers: [ok("ListUsers", `<IsTruncated>true</IsTruncated><Marker>m1</Marker><Users><member>${user("a")}</member></Users>`)],
  },
  {
    args: ["iam", "list-users", "--max-items", "1"],
    answers: [ok("ListUsers", `<IsTruncated>false</IsTruncated><Users><member>${user("a")}</member><member>${user("b")}</member></Users>`)],
  },
  {
    args: ["iam", "list-users", "--no-paginate", "--max-items", "2"],
    answers: [ok("ListUsers", `<IsTruncated>true</IsTruncated><Marker>m1</Marker><Users><member>${user("a")}</member></Users>`)],
  },
  {
    args: ["iam", "list-users", "--marker", "q", "--max-items", "2"],
    answers: [ok("ListUsers", `<IsTruncated>true</IsTruncated><Marker>m1</Marker><Users><member>${user("a")}</member></Users>`)],
  },
  { args: ["iam", "list-users", "--marker", "q", "--page-size", "2"] },
  {
    args: ["iam", "list-users", "--page-size", "2", "--starting-token", "eyJNYXJrZXIiOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAxfQ=="],
    answers: [ok("ListUsers", `<IsTruncated>false</IsTruncated><Users><member>${user("a")}</member><member>${user("b")}</member></Users>`)],
  },
  {
    args: ["iam", "list-users", "--output", "text"],
    answers: [ok("ListUsers", `<IsTruncated>false</IsTruncated><Users><member>${user("a")}</member></Users>`)],
  },
  {
    args: ["iam", "list-users", "--output", "table"],
    answers: [ok("ListUsers", `<IsTruncated>false</IsTruncated><Users><member>${user("a")}</member></Users>`)],
  },
  { args: ["iam", "list-users"], answers: [ok("ListUsers", `<IsTruncated>false</IsTruncated><Users/>`)] },
  {
    args: ["iam", "get-group", "--group-name", "g"],
    answers: [
      ok(
        "GetGroup",
        `<Group><Path>/</Path><GroupName>g</GroupName><GroupId>AGPA</GroupId><Arn>arn:aws:iam::111122223333:group/g</Arn><CreateDate>2026-11-23T08:00:00Z</CreateDate></Group><Users><member>${user("a")}</member></Users><IsTruncated>false</IsTruncated>`,
      ),
    ],
  },
  {
    args: ["iam", "list-entities-for-policy", ...arn],
    answers: [
      ok(
        "ListEntitiesForPolicy",
        `<PolicyGroups/><PolicyUsers><member><UserName>a</UserName><UserId>AIDA</UserId></member></PolicyUsers><PolicyRoles/><IsTruncated>false</IsTruncated>`,
      ),
    ],
  },
  {
    args: ["iam", "list-entities-for-policy", ...arn, "--output", "text"],
    answers: [
      ok(
        "ListEntitiesForPolicy",
        `<PolicyGroups/><PolicyUsers><member><UserName>a</UserName><UserId>AIDA</UserId></member></PolicyUsers><PolicyRoles/><IsTruncated>false</IsTruncated>`,
      ),
    ],
  },
  {
    args: ["iam", "put-user-policy", "--user-name", "ci", "--policy-name", "p", "--policy-document", "file://p.json"],
    files: F,
    answers: [none("PutUserPolicy")],
  },
  { args: ["iam", "put-user-policy", "--user-name", "ci", "--policy-name", "p", "--policy-document", "file://nope.json"] },
  {
    args: ["iam", "get-user-policy", "--user-name", "ci", "--policy-name", "p"],
    answers: [ok("GetUserPolicy", `<UserName>ci</UserName><PolicyName>p</PolicyName><PolicyDocument>${doc}</PolicyDocument>`)],
  },
  {
    args: ["iam", "get-user-policy", "--user-name", "ci", "--policy-name", "p", "--output", "text"],
    answers: [ok("GetUserPolicy", `<UserName>ci</UserName><PolicyName>p</PolicyName><PolicyDocument>${doc}</PolicyDocument>`)],
  },
  {
    args: ["iam", "get-user-policy", "--user-name", "ci", "--policy-name", "p", "--output", "table"],
    answers: [ok("GetUserPolicy", `<UserName>ci</UserName><PolicyName>p</PolicyName><PolicyDocument>${doc}</PolicyDocument>`)],
  },
  {
    args: ["iam", "get-user-policy", "--user-name", "ci", "--policy-name", "p", "--output", "yaml"],
    answers: [ok("GetUserPolicy", `<UserName>ci</UserName><PolicyName>p</PolicyName><PolicyDocument>${doc}</PolicyDocument>`)],
  },
  {
    args: ["iam", "get-policy-version", ...arn, "--version-id", "v1", "--query", "PolicyVersion.Document.Statement[0].Action"],
    answers: [
      ok(
        "GetPolicyVersion",
        `<PolicyVersion><Document>${doc}</Document><VersionId>v1</VersionId><IsDefaultVersion>true</IsDefaultVersion><CreateDate>2026-11-23T08:00:00Z</CreateDate></PolicyVersion>`,
      ),
    ],
  },
  {
    args: ["iam", "create-policy", "--policy-name", "p", "--policy-document", "file://p.json", "--description", "it's ~a*b(c)"],
    files: F,
    answers: [
      ok(
        "CreatePolicy",
        `<Policy><PolicyName>p</PolicyName><PolicyId>ANPA</PolicyId><Arn>arn:aws:iam::111122223333:policy/p</Arn><Path>/</Path><DefaultVersionId>v1</DefaultVersionId><AttachmentCount>0</AttachmentCount><PermissionsBoundaryUsageCount>0</PermissionsBoundaryUsageCount><IsAttachable>true</IsAttachable><CreateDate>2026-11-23T08:00:00Z</CreateDate><UpdateDate>2026-11-23T08:00:00Z</UpdateDate></Policy>`,
      ),
    ],
  },
  {
    args: ["iam", "create-policy-version", ...arn, "--policy-document", "{}", "--set-as-default"],
    answers: [
      ok(
        "CreatePolicyVersion",
        `<PolicyVersion><VersionId>v2</VersionId><IsDefaultVersion>true</IsDefaultVersion><CreateDate>2026-11-23T08:00:00Z</CreateDate></PolicyVersion>`,
      ),
    ],
  },
  {
    args: ["iam", "create-role", "--role-name", "ci", "--assume-role-policy-document", trust, "--max-session-duration", "7200"],
    answers: [ok("CreateRole", `<Role>${role}</Role>`)],
  },
  { args: ["iam", "create-role", "--role-name", "ci", "--assume-role-policy-document", trust, "--max-session-duration", "60"] },
  { args: ["iam", "create-role", "--role-name", "ci"] },
  { args: ["iam", "get-role", "--role-name", "ci"], answers: [ok("GetRole", `<Role>${role}</Role>`)] },
  { args: ["iam", "update-role", "--role-name", "ci", "--description", "d"], answers: [ok("UpdateRole", "")] },
  { args: ["iam", "attach-user-policy", "--user-name", "ci", ...arn], answers: [none("AttachUserPolicy")] },
  { args: ["iam", "attach-user-policy", "--user-name", "ci", "--policy-arn", "short"] },
  { args: ["iam", "tag-user", "--user-name", "ci", "--tags", "[]"], answers: [none("TagUser")] },
  { args: ["iam", "tag-user", "--user-name", "ci", "--tags", '{"Key":"team","Value":"web"}'], answers: [none("TagUser")] },
  { args: ["iam", "untag-user", "--user-name", "ci", "--tag-keys", "a", "b"], answers: [none("UntagUser")] },
  {
    args: ["iam", "create-access-key", "--user-name", "ci"],
    answers: [
      ok(
        "CreateAccessKey",
        `<AccessKey><UserName>ci</UserName><AccessKeyId>AKIA</AccessKeyId><Status>Active</Status><SecretAccessKey>s&amp;/K</SecretAccessKey><CreateDate>2026-11-23T08:00:00Z</CreateDate></AccessKey>`,
      ),
    ],
  },
  {
    args: ["iam", "get-access-key-last-used", "--access-key-id", "AKIAIOSFODNN7EXAMPLE"],
    answers: [
      ok("GetAccessKeyLastUsed", `<UserName>ci</UserName><AccessKeyLastUsed><Region>N/A</Region><ServiceName>N/A</ServiceName></AccessKeyLastUsed>`),
    ],
  },
  {
    args: ["iam", "get-account-summary"],
    answers: [
      ok(
        "GetAccountSummary",
        `<SummaryMap><entry><key>Users</key><value>3</value></entry><entry><key>Groups</key><value>1</value></entry></SummaryMap>`,
      ),
    ],
  },
  {
    args: ["iam", "get-account-summary", "--output", "text"],
    answers: [
      ok(
        "GetAccountSummary",
        `<SummaryMap><entry><key>Users</key><value>3</value></entry><entry><key>Groups</key><value>1</value></entry></SummaryMap>`,
      ),
    ],
  },
  {
    args: ["iam", "get-account-authorization-details", "--filter", "User", "Role"],
    answers: [
      ok(
        "GetAccountAuthorizationDetails",
        `<IsTruncated>false</IsTruncated><UserDetailList><member>${user("a")}<UserPolicyList><member><PolicyName>p</PolicyName><PolicyDocument>${doc}</PolicyDocument></member></UserPolicyList><GroupList/><AttachedManagedPolicies/></member></UserDetailList><GroupDetailList/><RoleDetailList/><Policies/>`,
      ),
    ],
  },
  {
    args: [
      "iam",
      "simulate-custom-policy",
      "--policy-input-list",
      "{}",
      "file://p.json",
      "--action-names",
      "ecr:PutImage",
      "ecr:GetAuthorizationToken",
      "--context-entries",
      "ContextKeyName=aws:username,ContextKeyValues=a,b,ContextKeyType=stringList",
      "--resource-arns",
      "*",
    ],
    files: F,
    answers: [
      ok(
        "SimulateCustomPolicy",
        `<IsTruncated>false</IsTruncated><EvaluationResults><member><EvalActionName>ecr:PutImage</EvalActionName><EvalResourceName>*</EvalResourceName><EvalDecision>allowed</EvalDecision><MatchedStatements><member><SourcePolicyId>PolicyInputList.1</SourcePolicyId><SourcePolicyType>IAM Policy</SourcePolicyType><StartPosition><Line>3</Line><Column>5</Column></StartPosition><EndPosition><Line>3</Line><Column>9</Column></EndPosition></member></MatchedStatements><MissingContextValues/><OrganizationsDecisionDetail><AllowedByOrganizations>true</AllowedByOrganizations></OrganizationsDecisionDetail><EvalDecisionDetails><entry><key>a</key><value>allowed</value></entry></EvalDecisionDetails><ResourceSpecificResults/></member></EvaluationResults>`,
      ),
    ],
  },
  {
    args: ["iam", "simulate-custom-policy", "--policy-input-list", "file://p.json", "--action-names", "ecr:PutImage"],
    files: F,
    answers: [ok("SimulateCustomPolicy", `<IsTruncated>false</IsTruncated><EvaluationResults/>`)],
  },
  {
    args: ["iam", "create-open-id-connect-provider", "--url", "https://token.actions.githubusercontent.com", "--client-id-list", "sts.amazonaws.com"],
    answers: [ok("CreateOpenIDConnectProvider", `<OpenIDConnectProviderArn>arn:aws:iam::111122223333:oidc-provider/x</OpenIDConnectProviderArn>`)],
  },
  {
    args: ["iam", "list-policies", "--scope", "Local", "--only-attached"],
    answers: [ok("ListPolicies", `<IsTruncated>false</IsTruncated><Policies/>`)],
  },
  { args: ["iam", "list-users", "--region", "eu-west-1"], answers: [ok("ListUsers", `<IsTruncated>false</IsTruncated><Users/>`)] },
  {
    name: "noregion",
    args: ["iam", "list-users"],
    env: { AWS_DEFAULT_REGION: "" },
    answers: [ok("ListUsers", `<IsTruncated>false</IsTruncated><Users/>`)],
  },
  { args: ["iam", "nope"] },
  { args: ["iam", "get-usr"] },
  { args: ["iam"] },
  { args: ["sts"] },
  { args: ["iam", "list-mfa-devices-x"] },
  { args: ["iam", "wait", "user-exists", "--user-name", "x"], answers: [err(403, "AccessDenied", "no")] },
  { args: ["iam", "wait", "user-exists", "--user-name", "x"], answers: [err(404, "NoSuchEntity", "x"), ok("GetUser", `<User>${user("a")}</User>`)] },
  { args: ["iam", "wait", "nope"] },
  { args: ["iam", "wait"] },
  { args: ["iam", "get-user", "--generate-cli-skeleton"] },
  { args: ["iam", "create-role", "--generate-cli-skeleton"] },
  { args: ["iam", "list-policies", "--generate-cli-skeleton"] },
  { args: ["iam", "simulate-principal-policy", "--generate-cli-skeleton"] },
  { args: ["iam", "get-account-summary", "--generate-cli-skeleton", "output"] },
  { args: ["sts", "get-caller-identity"], answers: [err(403, "InvalidClientTokenId", "The security token included in the request is invalid.")] },
  { args: ["sts", "assume-role", "--role-arn", "arn:aws:iam::111122223333:role/ci", "--role-session-name", "s"], answers: [ok("AssumeRole", creds)] },
  {
    args: [
      "sts",
      "assume-role",
      "--role-arn",
      "arn:aws:iam::111122223333:role/ci",
      "--role-session-name",
      "s",
      "--policy",
      "file://p.json",
      "--policy-arns",
      "arn=arn:aws:iam::aws:policy/ReadOnlyAccess",
      "--duration-seconds",
      "900",
      "--tags",
      "Key=a,Value=b",
      "--transitive-tag-keys",
      "a",
      "--query",
      "Credentials.[AccessKeyId,SecretAccessKey,SessionToken]",
      "--output",
      "text",
    ],
    files: F,
    answers: [ok("AssumeRole", creds)],
  },
  { args: ["sts", "assume-role", "--role-arn", "arn:aws:iam::111122223333:role/ci"] },
  { args: ["sts", "assume-role", "--role-arn", "arn:aws:iam::111122223333:role/ci", "--role-session-name", "s", "--duration-seconds", "60"] },
  {
    name: "unsigned",
    args: [
      "sts",
      "assume-role-with-web-identity",
      "--role-arn",
      "arn:aws:iam::111122223333:role/ci",
      "--role-session-name",
      "s",
      "--web-identity-token",
      "file://t",
    ],
    files: { "/home/learner/t": "abc.def.ghi" },
    answers: [ok("AssumeRoleWithWebIdentity", creds)],
  },
  {
    name: "unsigned-keyless",
    env: KEYLESS,
    args: [
      "sts",
      "assume-role-with-web-identity",
      "--role-arn",
      "arn:aws:iam::111122223333:role/ci",
      "--role-session-name",
      "s",
      "--web-identity-token",
      "abc.def",
    ],
    answers: [ok("AssumeRoleWithWebIdentity", creds)],
  },
  { args: ["sts", "get-session-token", "--duration-seconds", "900"], answers: [ok("GetSessionToken", creds)] },
  { args: ["sts", "nope"] },
];
const A = (c: Loose): Loose => ({ ...c, env: { ...KEYLESS, ...c.env } });
const whoami = {
  body: `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:sts::111122223333:assumed-role/ci/s</Arn><UserId>AROA:s</UserId><Account>111122223333</Account></GetCallerIdentityResult>${meta}</GetCallerIdentityResponse>`,
};
const AR = ok("AssumeRole", creds);
const AW = ok("AssumeRoleWithWebIdentity", creds);
const gci = ["sts", "get-caller-identity"];
const ROLE = "role_arn = arn:aws:iam::111122223333:role/ci\n";
const two = (c: string, cr = CRED) => ({ "/home/learner/.aws/config": c, "/home/learner/.aws/credentials": cr });

/** Without keys in the environment. */
const KEYLESS_CASES: readonly Loose[] = [
  {
    name: "CR-basic",
    args: [...gci, "--profile", "r"],
    files: two(`[profile r]\n${ROLE}source_profile = default\nrole_session_name = me\nregion = eu-west-1\n`),
    answers: [AR, whoami],
  },
  {
    name: "CR-options",
    args: [...gci, "--profile", "r", "--region", "eu-central-1"],
    files: two(`[profile r]\n${ROLE}source_profile = default\nrole_session_name = me\nduration_seconds = 1800\nexternal_id = abc\n`),
    answers: [AR, whoami],
  },
  {
    name: "CR-baddur",
    args: [...gci, "--profile", "r"],
    files: two(`[profile r]\n${ROLE}source_profile = default\nrole_session_name = me\nduration_seconds = x\n`),
    answers: [AR, whoami],
  },
  {
    name: "CR-lowdur",
    args: [...gci, "--profile", "r"],
    files: two(`[profile r]\n${ROLE}source_profile = default\nrole_session_name = me\nduration_seconds = 60\n`),
    answers: [AR, whoami],
  },
  {
    name: "CR-denied",
    args: [...gci, "--profile", "r"],
    files: two(`[profile r]\n${ROLE}source_profile = default\nrole_session_name = me\n`),
    answers: [
      err(
        403,
        "AccessDenied",
        "User: arn:aws:iam::111122223333:user/x is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/ci",
      ),
    ],
  },
  { name: "CR-noprofile", args: [...gci, "--profile", "nope"], files: two("") },
  { name: "CR-nosource", args: [...gci, "--profile", "r"], files: two(`[profile r]\n${ROLE}`) },
  {
    name: "CR-both",
    args: [...gci, "--profile", "r"],
    files: two(`[profile r]\n${ROLE}source_profile = default\ncredential_source = Environment\n`),
  },
  { name: "CR-missing", args: [...gci, "--profile", "r"], files: two(`[profile r]\n${ROLE}source_profile = gone\n`) },
  { name: "CR-empty", args: [...gci, "--profile", "r"], files: two(`[profile r]\n${ROLE}source_profile = e\n[profile e]\nregion = us-east-1\n`) },
  {
    name: "CR-loop",
    args: [...gci, "--profile", "a"],
    files: two(`[profile a]\n${ROLE}source_profile = b\n[profile b]\n${ROLE}source_profile = a\n`),
  },
  { name: "CR-self", args: [...gci, "--profile", "a"], files: two(`[profile a]\n${ROLE}source_profile = a\n`) },
  {
    name: "CR-selfkeys",
    args: [...gci, "--profile", "a"],
    files: two(`[profile a]\n${ROLE}source_profile = a\nrole_session_name = me\naws_access_key_id = AKIASELF\naws_secret_access_key = s\n`),
    answers: [AR, whoami],
  },
  {
    name: "CR-chain",
    args: [...gci, "--profile", "a"],
    files: two(
      `[profile a]\n${ROLE}source_profile = b\nrole_session_name = one\n[profile b]\nrole_arn = arn:aws:iam::111122223333:role/base\nsource_profile = default\nrole_session_name = two\n`,
    ),
    answers: [AR, AR, whoami],
  },
  {
    name: "CR-env",
    args: [...gci, "--profile", "r"],
    env: { AWS_ACCESS_KEY_ID: "AKIAENV", AWS_SECRET_ACCESS_KEY: "e" },
    files: two(`[profile r]\n${ROLE}credential_source = Environment\nrole_session_name = me\n`),
    answers: [AR, whoami],
  },
  {
    name: "CR-envnone",
    args: [...gci, "--profile", "r"],
    files: two(`[profile r]\n${ROLE}credential_source = Environment\nrole_session_name = me\n`),
    answers: [AR, whoami],
  },
  {
    name: "CR-ecs",
    args: [...gci, "--profile", "r"],
    files: two(`[profile r]\n${ROLE}credential_source = EcsContainer\nrole_session_name = me\n`),
    answers: [AR, whoami],
  },
  {
    name: "CR-badsrc",
    args: [...gci, "--profile", "r"],
    files: two(`[profile r]\n${ROLE}credential_source = env\nrole_session_name = me\n`),
    answers: [AR, whoami],
  },
  {
    name: "CR-envwins",
    args: gci,
    env: { AWS_ACCESS_KEY_ID: "AKIAENV", AWS_SECRET_ACCESS_KEY: "e", AWS_PROFILE: "r" },
    files: two(`[profile r]\n${ROLE}source_profile = default\n`),
    answers: [whoami],
  },
  {
    name: "CR-half",
    args: [...gci, "--profile", "r"],
    files: two(`[profile r]\n${ROLE}source_profile = default\nrole_session_name = me\n`, "[default]\naws_access_key_id = AKIAHALF\n"),
    answers: [AR, whoami],
  },
  { name: "CR-defaultname", args: [...gci, "--profile", "r"], files: two(`[profile r]\n${ROLE}source_profile = default\n`), answers: [AR, whoami] },
  {
    name: "CR-list",
    args: ["configure", "list", "--profile", "r"],
    files: two(`[profile r]\n${ROLE}source_profile = default\nrole_session_name = me\n`),
    answers: [AR],
  },
  {
    name: "CR-listdenied",
    args: ["configure", "list", "--profile", "r"],
    files: two(`[profile r]\n${ROLE}source_profile = default\nrole_session_name = me\n`),
    answers: [err(403, "AccessDenied", "no")],
  },
  {
    name: "CR-cached",
    args: [...gci, "--profile", "r"],
    files: {
      ...two(`[profile r]\n${ROLE}source_profile = default\nrole_session_name = me\n`),
      "/home/learner/.aws/cli/cache/a22c9a5a08d0e1a0ba7da3ab9f76a9fbeee77a76.json": "x",
    },
    answers: [AR, whoami],
  },
  {
    name: "CR-order",
    args: ["iam", "create-user", "--user-name", "", "--profile", "r"],
    files: two(`[profile r]\n${ROLE}source_profile = default\nrole_session_name = me\n`),
    answers: [AR],
  },
  {
    name: "WI-profile",
    args: [...gci, "--profile", "r"],
    files: {
      ...two(`[profile r]\n${ROLE}web_identity_token_file = /home/learner/t\nrole_session_name = me\n`.replaceAll("/home/learner/", "")),
      "/home/learner/t": "abc.def.ghi\n",
    },
    answers: [AW, whoami],
  },
  {
    name: "WI-list",
    args: ["configure", "list", "--profile", "r"],
    files: { ...two(`[profile r]\n${ROLE}web_identity_token_file = t\nrole_session_name = me\n`), "/home/learner/t": "abc.def.ghi" },
    answers: [AW],
  },
  {
    name: "WI-tilde",
    args: [...gci, "--profile", "r"],
    files: { ...two(`[profile r]\n${ROLE}web_identity_token_file = ~/t\nrole_session_name = me\n`), "/home/learner/t": "abc.def.ghi" },
    answers: [AW, whoami],
  },
  {
    name: "WI-env",
    args: gci,
    env: { AWS_WEB_IDENTITY_TOKEN_FILE: "/home/learner/t", AWS_ROLE_ARN: "arn:aws:iam::111122223333:role/ci", AWS_ROLE_SESSION_NAME: "gh" },
    files: { "/home/learner/t": "abc.def.ghi" },
    answers: [AW, whoami],
  },
  {
    name: "WI-envnorole",
    args: gci,
    env: { AWS_WEB_IDENTITY_TOKEN_FILE: "/home/learner/t" },
    files: { "/home/learner/t": "abc.def.ghi" },
    answers: [AW, whoami],
  },
  {
    name: "WI-envprofile",
    args: [...gci, "--profile", "default"],
    env: { AWS_WEB_IDENTITY_TOKEN_FILE: "/home/learner/t", AWS_ROLE_ARN: "arn:aws:iam::111122223333:role/ci", AWS_ROLE_SESSION_NAME: "gh" },
    files: { ...two(""), "/home/learner/t": "abc.def.ghi" },
    answers: [whoami],
  },
  {
    name: "WI-nofile",
    args: gci,
    env: { AWS_WEB_IDENTITY_TOKEN_FILE: "/home/learner/nope", AWS_ROLE_ARN: "arn:aws:iam::111122223333:role/ci" },
    answers: [AW, whoami],
  },
  {
    name: "WI-short",
    args: gci,
    env: { AWS_WEB_IDENTITY_TOKEN_FILE: "/home/learner/t", AWS_ROLE_ARN: "arn:aws:iam::111122223333:role/ci", AWS_ROLE_SESSION_NAME: "gh" },
    files: { "/home/learner/t": "a" },
    answers: [AW, whoami],
  },
  {
    name: "WI-refused",
    args: gci,
    env: { AWS_WEB_IDENTITY_TOKEN_FILE: "/home/learner/t", AWS_ROLE_ARN: "arn:aws:iam::111122223333:role/ci", AWS_ROLE_SESSION_NAME: "gh" },
    files: { "/home/learner/t": "abc.def.ghi" },
    answers: [err(400, "InvalidIdentityToken", "No OpenIDConnect provider found in your account for https://x")],
  },
  {
    name: "WI-source",
    args: [...gci, "--profile", "r"],
    files: {
      ...two(
        `[profile r]\n${ROLE}source_profile = w\nrole_session_name = me\n[profile w]\n${ROLE}web_identity_token_file = t\nrole_session_name = w\n`,
      ),
      "/home/learner/t": "abc.def.ghi",
    },
    answers: [AW, AR, whoami],
  },
  ...["process", "env", "env-no-export", "powershell", "windows-cmd", "fish"].map(
    (f): Loose => ({
      name: "EX",
      args: ["configure", "export-credentials", "--format", f, "--profile", "r"],
      files: two(`[profile r]\n${ROLE}source_profile = default\nrole_session_name = me\n`),
      answers: [AR],
    }),
  ),
  { name: "EX", args: ["configure", "export-credentials", "--profile", "default"], files: two("") },
  { name: "EX", args: ["configure", "export-credentials", "--format", "env", "--profile", "default"], files: two("") },
  { name: "EX", args: ["configure", "export-credentials", "--format", "nope"], files: two("") },
  { name: "EX", args: ["configure", "export-credentials", "x"], files: two("") },
  { name: "EX", args: ["configure", "export-credentials"] },
  { name: "EX", args: ["configure", "export-credentials", "--profile", "nope"] },
  {
    name: "EX-denied",
    args: ["configure", "export-credentials", "--profile", "r"],
    files: two(`[profile r]\n${ROLE}source_profile = default\nrole_session_name = me\n`),
    answers: [err(403, "AccessDenied", "no")],
  },
  {
    name: "EX-loop",
    args: ["configure", "export-credentials", "--profile", "r"],
    files: two(`[profile r]\n${ROLE}source_profile = r\nrole_session_name = me\n`),
    answers: [err(403, "AccessDenied", "no")],
  },
  { name: "EX-v1", args: ["configure", "export-credentials"], files: two("") },
];

/** Each with a name of its own: what was typed, and a number where that is not enough. */
function named(all: readonly Loose[]): QueryCase[] {
  const seen = new Map<string, number>();
  return all.map(({ name, args, env = {}, files = {}, answers = [{ body: "<X/>" }] }) => {
    const base = `${name ? `${name}: ` : ""}aws ${args.join(" ")}`;
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    return { name: count === 1 ? base : `${base} (${count})`, args, env, files, answers };
  });
}

export const QUERY_CASES: readonly QueryCase[] = named([...PLAIN, ...KEYLESS_CASES.map(A)]);

/** Documents with their problems: of which kind each is, and at which text each problem points. */
import type { PolicyKind, Site } from "./problem.ts";

export const SITE: Site = {
  account: "111122223333",
  region: "us-east-1",
  principals: [
    "arn:aws:iam::111122223333:root",
    "arn:aws:iam::111122223333:user/anna",
    "arn:aws:iam::111122223333:role/release",
    "arn:aws:iam::444455556666:root",
    "arn:aws:iam::444455556666:role/deploy",
  ],
  repositories: ["arn:aws:ecr:us-east-1:111122223333:repository/web", "arn:aws:ecr:us-east-1:111122223333:repository/team/api"],
  identityProviders: ["arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"],
  keys: [],
  tagKeys: ["team"],
  organization: "o-a1b2c3d4e5",
};

const WEB = "arn:aws:ecr:us-east-1:111122223333:repository/web";
const RELEASE = { AWS: "arn:aws:iam::111122223333:role/release" };

type Json = Readonly<Record<string, unknown>>;

function withVersion(...Statement: readonly Json[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

/** A sound statement of the kind, with other elements; `undefined` takes one away. */
function statementOf(kind: PolicyKind, change: Json): Json {
  const base: { readonly [K in PolicyKind]?: Json } = {
    identity: { Effect: "Allow", Action: "ecr:ListImages", Resource: WEB },
    repository: { Effect: "Allow", Principal: RELEASE, Action: "ecr:BatchGetImage" },
    registry: {
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::444455556666:root" },
      Action: "ecr:ReplicateImage",
      Resource: `${WEB.slice(0, -3)}*`,
    },
    trust: { Effect: "Allow", Principal: RELEASE, Action: "sts:AssumeRole" },
    key: { Effect: "Allow", Principal: RELEASE, Action: "kms:Decrypt", Resource: "*" },
  };
  return { ...(base[kind] ?? base.identity), ...change };
}

const of =
  (kind: PolicyKind) =>
  (...changes: readonly Json[]): readonly [PolicyKind, string] => [kind, withVersion(...changes.map((change) => statementOf(kind, change)))];

const identity = of("identity");
const repository = of("repository");
const registry = of("registry");
const trust = of("trust");
const key = of("key");
const when = (operator: string, name: string, value: unknown, more: Json = {}) => identity({ ...more, Condition: { [operator]: { [name]: value } } });
const raw = (kind: PolicyKind, text: string): readonly [PolicyKind, string] => [kind, text];

/** What a test is called, the document, and each problem as its code and the text it points at. */
export type Case = readonly [title: string, document: readonly [PolicyKind, string], problems: readonly (readonly [code: string, at: string])[]];

const githubTrust = (Condition?: Json) =>
  trust({
    Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
    Action: "sts:AssumeRoleWithWebIdentity",
    ...(Condition ? { Condition } : {}),
  });

const SOUND: readonly Case[] = [
  ["a sound identity policy", identity({}), []],
  ["a sound repository policy", repository({}), []],
  ["a sound registry policy", registry({}), []],
  ["a sound trust policy", trust({}), []],
  ["a sound key policy", key({}), []],
  ["one statement without its list", raw("identity", JSON.stringify({ Version: "2012-10-17", Statement: statementOf("identity", {}) })), []],
  [
    "a push as the documentation has it",
    identity(
      {
        Action: [
          "ecr:BatchCheckLayerAvailability",
          "ecr:InitiateLayerUpload",
          "ecr:UploadLayerPart",
          "ecr:CompleteLayerUpload",
          "ecr:PutImage",
          "ecr:BatchGetImage",
        ],
      },
      { Action: "ecr:GetAuthorizationToken", Resource: "*" },
    ),
    [],
  ],
  ["an organization's pull", repository({ Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }), []],
  [
    "a service's pull",
    repository({
      Principal: { Service: "lambda.amazonaws.com" },
      Condition: { StringLike: { "aws:sourceArn": "arn:aws:lambda:us-east-1:444455556666:function:*" } },
    }),
    [],
  ],
  [
    "a trust of GitHub's workflows",
    githubTrust({
      StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
      StringLike: { "token.actions.githubusercontent.com:sub": "repo:acme/web:*" },
    }),
    [],
  ],
  ["actions of a service that is not known by name", identity({ Action: "s3:GetObject", Resource: "arn:aws:s3:::bucket/*" }), []],
  ["a variable in a resource", identity({ Resource: "arn:aws:ecr:us-east-1:111122223333:repository/${aws:PrincipalTag/team}/*" }), []],
  ["tags of principal and resource that must agree", when("StringEquals", "aws:ResourceTag/team", "${aws:PrincipalTag/team}"), []],
  ["a wildcard in an account's part", identity({ Resource: "arn:aws:ecr:*:111122223333:repository/web" }), []],
  [
    "a guard for one's own network",
    repository(
      {},
      { Effect: "Deny", Principal: "*", Action: "ecr:*", Condition: { NotIpAddress: { "aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32"] } } },
    ),
    [],
  ],
];

const JSON_CASES: readonly Case[] = [
  ["an empty text", raw("identity", ""), [["INVALID_JSON", ""]]],
  ["an open brace", raw("identity", "{"), [["INVALID_JSON", "{"]]],
  ["a comma too many", raw("identity", '{"Version": "2012-10-17",}'), [["INVALID_JSON", "}"]]],
  ["a comma too few", raw("identity", '{"Version": "2012-10-17" "Statement": []}'), [["INVALID_JSON", '"Statement"']]],
  ["a comment", raw("identity", '// push\n{"Version": "2012-10-17"}'), [["INVALID_JSON", "// push"]]],
  ["a word without quotes", raw("identity", '{"Version": latest}'), [["INVALID_JSON", "latest"]]],
  ["text behind the end", raw("identity", `${identity({})[1]} x`), [["INVALID_JSON", "x"]]],
  ["a quote that is open", raw("identity", '{"Version": "2012-10-17\n}'), [["INVALID_JSON", '"2012-10-17']]],
  ["a list instead of a document", raw("identity", "[]"), [["NOT_AN_OBJECT", "[]"]]],
  ["a text instead of a document", raw("identity", '"*"'), [["NOT_AN_OBJECT", '"*"']]],
  [
    "an element that stands twice",
    raw("identity", `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Effect":"Deny","Action":"ecr:ListImages","Resource":"*"}]}`),
    [
      ["ALLOWS_NOTHING", '"Effect"'],
      ["DUPLICATE_ELEMENT", '"Effect"'],
    ],
  ],
];

const STRUCTURE: readonly Case[] = [
  ["no version, for IAM", raw("identity", JSON.stringify({ Statement: [statementOf("identity", {})] })), [["MISSING_VERSION", "{"]]],
  ["no version, for ECR", raw("repository", JSON.stringify({ Statement: [statementOf("repository", {})] })), [["MISSING_VERSION", "{"]]],
  [
    "the older version, for IAM",
    raw("identity", JSON.stringify({ Version: "2008-10-17", Statement: [statementOf("identity", {})] })),
    [["OLD_VERSION", '"2008-10-17"']],
  ],
  [
    "the older version, for ECR",
    raw("repository", JSON.stringify({ Version: "2008-10-17", Statement: [statementOf("repository", {})] })),
    [["OLD_VERSION", '"2008-10-17"']],
  ],
  [
    "a version of no year",
    raw("identity", JSON.stringify({ Version: "2026-11-23", Statement: [statementOf("identity", {})] })),
    [["INVALID_VERSION", '"2026-11-23"']],
  ],
  ["no statement", raw("identity", '{"Version":"2012-10-17"}'), [["MISSING_STATEMENT", "{"]]],
  ["an empty list of statements", raw("identity", '{"Version":"2012-10-17","Statement":[]}'), [["EMPTY_LIST", "[]"]]],
  ["a statement that is a text", raw("identity", '{"Version":"2012-10-17","Statement":["Allow"]}'), [["WRONG_TYPE", '"Allow"']]],
  ["statements that are a text", raw("identity", '{"Version":"2012-10-17","Statement":"Allow"}'), [["WRONG_TYPE", '"Allow"']]],
  [
    "an element of the document that does not exist",
    raw("identity", JSON.stringify({ Version: "2012-10-17", Statements: [], Statement: [statementOf("identity", {})] })),
    [["UNKNOWN_ELEMENT", '"Statements"']],
  ],
  [
    "an element in small letters",
    identity({ Action: undefined, action: "ecr:ListImages" }),
    [
      ["MISSING_ACTION", '"Effect"'],
      ["UNKNOWN_ELEMENT", '"action"'],
    ],
  ],
  ["an element of a statement that does not exist", identity({ Resources: "*" }), [["UNKNOWN_ELEMENT", '"Resources"']]],
  [
    "an Id that is a number",
    raw("identity", JSON.stringify({ Version: "2012-10-17", Id: 7, Statement: [statementOf("identity", {})] })),
    [["WRONG_TYPE", "7"]],
  ],
  ["no effect", identity({ Effect: undefined }), [["MISSING_EFFECT", '"Action"']]],
  ["an effect in small letters", identity({ Effect: "allow" }), [["INVALID_EFFECT", '"allow"']]],
  ["an effect that does not exist", identity({ Effect: "Permit" }), [["INVALID_EFFECT", '"Permit"']]],
  ["no action", identity({ Action: undefined }), [["MISSING_ACTION", '"Effect"']]],
  ["no resource in an identity policy", identity({ Resource: undefined }), [["MISSING_RESOURCE", '"Effect"']]],
  ["no resource in a registry policy", registry({ Resource: undefined }), [["MISSING_RESOURCE", '"Effect"']]],
  ["no principal in a repository policy", repository({ Principal: undefined }), [["MISSING_PRINCIPAL", '"Effect"']]],
  ["no principal in a trust policy", trust({ Principal: undefined, Sid: "ci" }), [["MISSING_PRINCIPAL", '"Sid":"ci"']]],
  ["a principal in an identity policy", identity({ Principal: "*" }), [["UNSUPPORTED_PRINCIPAL", '"Principal"']]],
  ["a principal in a boundary", ["boundary", identity({ Principal: "*" })[1]], [["UNSUPPORTED_PRINCIPAL", '"Principal"']]],
  ["a resource in a repository policy", repository({ Resource: "*" }), [["USELESS_RESOURCE", '"Resource"']]],
  ["a resource in a trust policy", trust({ Resource: "*" }), [["RESOURCE_IN_TRUST_POLICY", '"Resource"']]],
  ["both Action and NotAction", identity({ NotAction: "ecr:PutImage" }), [["ACTION_AND_NOT_ACTION", '"NotAction"']]],
  ["both Resource and NotResource", identity({ NotResource: "*" }), [["RESOURCE_AND_NOT_RESOURCE", '"NotResource"']]],
  ["both Principal and NotPrincipal", repository({ NotPrincipal: RELEASE }), [["PRINCIPAL_AND_NOT_PRINCIPAL", '"NotPrincipal"']]],
  ["an empty list of actions", identity({ Action: [] }), [["EMPTY_LIST", "[]"]]],
  ["an empty text among actions", identity({ Action: ["ecr:ListImages", ""] }), [["EMPTY_VALUE", '""']]],
  ["an action that is a number", identity({ Action: 7 }), [["WRONG_TYPE", "7"]]],
  ["a resource that is an object", identity({ Resource: {} }), [["WRONG_TYPE", "{}"]]],
  ["a principal that is a list", repository({ Principal: ["*"] }), [["WRONG_TYPE", '["*"]']]],
  ["a principal that names nobody", repository({ Principal: {} }), [["EMPTY_LIST", "{}"]]],
  ["a condition that is a text", identity({ Condition: "tag" }), [["WRONG_TYPE", '"tag"']]],
  ["an empty condition", identity({ Condition: {} }), [["EMPTY_CONDITION", "{}"]]],
  ["an operator without keys", identity({ Condition: { StringEquals: "x" } }), [["WRONG_TYPE", '"x"']]],
  ["a condition without values", when("StringEquals", "aws:username", []), [["EMPTY_LIST", "[]"]]],
  ["a condition with an object as its value", when("StringEquals", "aws:username", { a: 1 }), [["WRONG_TYPE", '{"a":1}']]],
  ["a Sid twice", identity({ Sid: "a" }, { Sid: "a", Action: "ecr:DescribeImages" }), [["DUPLICATE_SID", '"a"']]],
  ["a Sid with a hyphen, for IAM", identity({ Sid: "push-web" }), [["INVALID_SID", '"push-web"']]],
  ["a Sid with spaces, for ECR", repository({ Sid: "allow pull" }), []],
  ["a Sid that is a number", identity({ Sid: 1 }), [["WRONG_TYPE", "1"]]],
];

const ACTIONS: readonly Case[] = [
  ["an action with a letter too many", identity({ Action: "ecr:PutImages" }), [["INVALID_ACTION", '"ecr:PutImages"']]],
  ["an action by a spoken name", repository({ Action: "ecr:PullImage" }), [["INVALID_ACTION", '"ecr:PullImage"']]],
  ["an action in other capitals", identity({ Action: "ECR:listimages" }), []],
  ["a wildcard that no action matches", identity({ Action: "ecr:Push*" }), [["INVALID_ACTION", '"ecr:Push*"']]],
  ["an action without a service", identity({ Action: "PutImage" }), [["INVALID_ACTION_FORM", '"PutImage"']]],
  ["an action with two colons", identity({ Action: "ecr:web:PutImage" }), [["INVALID_ACTION_FORM", '"ecr:web:PutImage"']]],
  ["a service that does not exist", identity({ Action: "ecrr:PutImage" }), [["UNKNOWN_SERVICE", '"ecrr:PutImage"']]],
  ["a wildcard for the service", identity({ Action: "*:PutImage" }), [["UNKNOWN_SERVICE", '"*:PutImage"']]],
  ["an action of another service in a repository policy", repository({ Action: "s3:GetObject" }), [["ACTION_OF_ANOTHER_SERVICE", '"s3:GetObject"']]],
  ["an action of another service in a key policy", key({ Action: "ecr:PutImage" }), [["ACTION_OF_ANOTHER_SERVICE", '"ecr:PutImage"']]],
  [
    "GetAuthorizationToken in a repository policy",
    repository({ Action: ["ecr:GetAuthorizationToken", "ecr:BatchGetImage"] }),
    [["USELESS_TOKEN", '"ecr:GetAuthorizationToken"']],
  ],
  ["a registry's action in a repository policy", repository({ Action: "ecr:DescribeRegistry" }), [["USELESS_ACTION", '"ecr:DescribeRegistry"']]],
  ["CreateRepository in a repository policy", repository({ Action: "ecr:CreateRepository" }), [["USELESS_ACTION", '"ecr:CreateRepository"']]],
  ["what a role may do, in its trust policy", trust({ Action: "ecr:PutImage" }), [["ACTION_NOT_OF_TRUST", '"ecr:PutImage"']]],
  ["a star in a trust policy", trust({ Action: "*" }), [["ACTION_NOT_OF_TRUST", '"*"']]],
  ["an action that stands twice", identity({ Action: ["ecr:ListImages", "ecr:ListImages"] }), [["REDUNDANT_ACTION", '"ecr:ListImages"']]],
  ["an action that a wildcard takes in", identity({ Action: ["ecr:List*", "ecr:ListImages"] }), [["REDUNDANT_ACTION", '"ecr:ListImages"']]],
];

const RESOURCES: readonly Case[] = [
  ["a name instead of an ARN", identity({ Resource: "web" }), [["INVALID_ARN", '"web"']]],
  [
    "an ARN without its service",
    identity({ Resource: "arn:aws:us-east-1:111122223333:repository/web" }),
    [["INVALID_ARN", '"arn:aws:us-east-1:111122223333:repository/web"']],
  ],
  [
    "an ARN without repository/",
    identity({ Resource: "arn:aws:ecr:us-east-1:111122223333:web" }),
    [["INVALID_ARN", '"arn:aws:ecr:us-east-1:111122223333:web"']],
  ],
  [
    "an ARN without its account",
    identity({ Resource: "arn:aws:ecr:us-east-1::repository/web" }),
    [["INVALID_ARN", '"arn:aws:ecr:us-east-1::repository/web"']],
  ],
  [
    "an account of eleven digits",
    identity({ Resource: "arn:aws:ecr:us-east-1:11112222333:repository/web" }),
    [["INVALID_ARN", '"arn:aws:ecr:us-east-1:11112222333:repository/web"']],
  ],
  ["a tag in an ARN", identity({ Resource: `${WEB}:1.0` }), [["INVALID_ARN", `"${WEB}:1.0"`]]],
  ["capitals in a repository's name", identity({ Resource: `${WEB.slice(0, -3)}Web` }), [["INVALID_ARN", `"${WEB.slice(0, -3)}Web"`]]],
  [
    "a Region in an ARN of IAM",
    identity({ Action: "iam:GetRole", Resource: "arn:aws:iam:us-east-1:111122223333:role/release" }),
    [["INVALID_ARN", '"arn:aws:iam:us-east-1:111122223333:role/release"']],
  ],
  [
    "a partition that does not exist",
    identity({ Resource: "arn:amazon:ecr:us-east-1:111122223333:repository/web" }),
    [["INVALID_ARN", '"arn:amazon:ecr:us-east-1:111122223333:repository/web"']],
  ],
  ["a repository that is not there", identity({ Resource: `${WEB}s` }), [["REPOSITORY_NOT_FOUND", `"${WEB}s"`]]],
  [
    "GetAuthorizationToken on a repository",
    identity({ Action: "ecr:GetAuthorizationToken" }),
    [["ACTION_NEEDS_STAR", '"ecr:GetAuthorizationToken"']],
  ],
  [
    "GetAuthorizationToken among actions on a repository",
    identity({ Action: ["ecr:ListImages", "ecr:GetAuthorizationToken"] }),
    [["ACTION_NEEDS_STAR", '"ecr:GetAuthorizationToken"']],
  ],
  [
    "a role as the resource of a pull",
    identity({ Action: "ecr:BatchGetImage", Resource: "arn:aws:iam::111122223333:role/release" }),
    [["RESOURCE_MISMATCH", '"ecr:BatchGetImage"']],
  ],
  [
    "a resource that none of the actions is about",
    identity({ Resource: [WEB, "arn:aws:iam::111122223333:role/release"] }),
    [["UNUSED_RESOURCE", '"arn:aws:iam::111122223333:role/release"']],
  ],
  ["a resource that another takes in", identity({ Resource: [`${WEB.slice(0, -3)}*`, WEB] }), [["REDUNDANT_RESOURCE", `"${WEB}"`]]],
];

const PRINCIPALS: readonly Case[] = [
  ["a principal by name only", repository({ Principal: { AWS: "anna" } }), [["INVALID_PRINCIPAL", '"anna"']]],
  [
    "a principal without a kind",
    repository({ Principal: "arn:aws:iam::111122223333:user/anna" }),
    [["INVALID_PRINCIPAL", '"arn:aws:iam::111122223333:user/anna"']],
  ],
  ["a kind of principal in small letters", repository({ Principal: { aws: "111122223333" } }), [["UNKNOWN_PRINCIPAL_TYPE", '"aws"']]],
  [
    "a wildcard among other text",
    repository({ Principal: { AWS: "arn:aws:iam::111122223333:role/*" } }),
    [["WILDCARD_IN_PRINCIPAL", '"arn:aws:iam::111122223333:role/*"']],
  ],
  [
    "a group",
    repository({ Principal: { AWS: "arn:aws:iam::111122223333:group/team" } }),
    [["GROUP_AS_PRINCIPAL", '"arn:aws:iam::111122223333:group/team"']],
  ],
  [
    "a user who does not exist",
    repository({ Principal: { AWS: "arn:aws:iam::111122223333:user/anne" } }),
    [["PRINCIPAL_NOT_FOUND", '"arn:aws:iam::111122223333:user/anne"']],
  ],
  [
    "a session of a role that does not exist",
    repository({ Principal: { AWS: "arn:aws:sts::111122223333:assumed-role/ghost/ci" } }),
    [["PRINCIPAL_NOT_FOUND", '"arn:aws:sts::111122223333:assumed-role/ghost/ci"']],
  ],
  ["somebody of an account that is not known", repository({ Principal: { AWS: "arn:aws:iam::777788889999:role/any" } }), []],
  [
    "an id that a deleted role left behind",
    repository({ Principal: { AWS: "AROA0123456789ABCDEFG" } }),
    [["DELETED_PRINCIPAL", '"AROA0123456789ABCDEFG"']],
  ],
  ["a service without its domain", repository({ Principal: { Service: "lambda" } }), [["INVALID_PRINCIPAL", '"lambda"']]],
  ["everybody", repository({ Principal: "*" }), [["PUBLIC_PRINCIPAL", '"*"']]],
  ["everybody, as AWS", repository({ Principal: { AWS: "*" } }), [["PUBLIC_PRINCIPAL", '"*"']]],
  [
    "everybody but with a condition that narrows nothing",
    repository({ Principal: "*", Condition: { Bool: { "aws:SecureTransport": "true" } } }),
    [["PUBLIC_PRINCIPAL", '"*"']],
  ],
  ["everybody in a Deny", repository({}, { Effect: "Deny", Principal: "*", Action: "ecr:DeleteRepository" }), []],
  ["everybody in a trust policy", trust({ Principal: "*" }), [["PUBLIC_PRINCIPAL", '"*"']]],
  ["everybody but one", repository({ Principal: undefined, NotPrincipal: RELEASE }), [["ALLOW_NOT_PRINCIPAL", '"NotPrincipal"']]],
  [
    "a provider that is not there",
    trust({
      Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/gitlab.com" },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: { StringEquals: { "gitlab.com:sub": "project_path:acme/web" } },
    }),
    [["PROVIDER_NOT_FOUND", '"arn:aws:iam::111122223333:oidc-provider/gitlab.com"']],
  ],
  [
    "workflows of everybody",
    githubTrust({ StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } }),
    [["ANY_SUBJECT", '"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"']],
  ],
  ["a subject that is a star", githubTrust({ StringLike: { "token.actions.githubusercontent.com:sub": "*" } }), [["ANY_SUBJECT", '"*"']]],
];

const CONDITIONS: readonly Case[] = [
  ["an operator with a letter too few", when("StringEqual", "aws:username", "anna"), [["INVALID_OPERATOR", '"StringEqual"']]],
  ["an operator that does not exist", when("Matches", "aws:username", "anna"), [["INVALID_OPERATOR", '"Matches"']]],
  ["Null with IfExists", when("NullIfExists", "aws:username", "true"), [["INVALID_OPERATOR", '"NullIfExists"']]],
  ["a key with letters exchanged", when("StringEquals", "aws:PrincipalOrgDI", "o-a1b2c3d4e5"), [["INVALID_CONDITION_KEY", '"aws:PrincipalOrgDI"']]],
  ["a key that does not exist", when("StringEquals", "ecr:ImageTag", "v1"), [["INVALID_CONDITION_KEY", '"ecr:ImageTag"']]],
  ["a key of a tag without the tag", when("StringEquals", "aws:ResourceTag/", "web"), [["MISSING_TAG_KEY", '"aws:ResourceTag/"']]],
  ["a key that the action never has", when("StringEquals", "aws:RequestTag/team", "web"), [["CONDITION_KEY_NEVER_THERE", '"aws:RequestTag/team"']]],
  [
    "a key of another service",
    when("StringEquals", "kms:ViaService", "ecr.us-east-1.amazonaws.com"),
    [["CONDITION_KEY_NEVER_THERE", '"kms:ViaService"']],
  ],
  [
    "a key that one of the actions has",
    when("StringEquals", "aws:RequestTag/team", "web", { Action: ["ecr:ListImages", "ecr:CreateRepository"] }),
    [],
  ],
  ["texts for an address", when("StringEquals", "aws:SourceIp", "203.0.113.10"), [["OPERATOR_TYPE_MISMATCH", '"StringEquals"']]],
  ["texts for true and false", when("StringEquals", "aws:SecureTransport", "true"), [["OPERATOR_TYPE_MISMATCH", '"StringEquals"']]],
  ["numbers for a text", when("NumericEquals", "aws:username", "7"), [["OPERATOR_TYPE_MISMATCH", '"NumericEquals"']]],
  ["texts for an ARN", when("StringEquals", "aws:PrincipalArn", "arn:aws:iam::111122223333:role/release"), []],
  ["a Bool that is yes", when("Bool", "aws:SecureTransport", "yes"), [["INVALID_VALUE", '"yes"']]],
  ["a Bool without quotes", when("Bool", "aws:SecureTransport", true), []],
  ["a Null that is null", when("Null", "aws:username", "null"), [["INVALID_VALUE", '"null"']]],
  ["a date that is none", when("DateLessThan", "aws:CurrentTime", "tomorrow"), [["INVALID_VALUE", '"tomorrow"']]],
  ["a network of forty bits", when("IpAddress", "aws:SourceIp", "203.0.113.0/40"), [["INVALID_VALUE", '"203.0.113.0/40"']]],
  ["an ARN that is a name", when("ArnLike", "aws:PrincipalArn", "release"), [["INVALID_VALUE", '"release"']]],
  ["an account with hyphens", when("StringEquals", "aws:PrincipalAccount", "1111-2222-3333"), [["INVALID_VALUE", '"1111-2222-3333"']]],
  ["an organization by name", when("StringEquals", "aws:PrincipalOrgID", "acme"), [["INVALID_VALUE", '"acme"']]],
  ["a star where it is only a star", when("StringEquals", "aws:ResourceTag/team", "web-*"), [["WILDCARD_WITHOUT_LIKE", '"web-*"']]],
  ["a star where it counts", when("StringLike", "aws:ResourceTag/team", "web-*"), []],
  [
    "ForAllValues for a key of one value",
    when("ForAllValues:StringEquals", "aws:username", "anna"),
    [["FOR_ALL_VALUES_SINGLE", '"ForAllValues:StringEquals"']],
  ],
  [
    "ForAnyValue for a key of one value",
    when("ForAnyValue:StringEquals", "aws:username", "anna"),
    [["FOR_ANY_VALUE_SINGLE", '"ForAnyValue:StringEquals"']],
  ],
  [
    "a key of several values without a set operator",
    when("StringEquals", "aws:TagKeys", "team", { Action: "ecr:TagResource" }),
    [["MISSING_SET_OPERATOR", '"StringEquals"']],
  ],
  [
    "a variable in a document of 2008",
    raw(
      "repository",
      JSON.stringify({
        Version: "2008-10-17",
        Statement: [statementOf("repository", { Condition: { StringEquals: { "aws:username": "${aws:userid}" } } })],
      }),
    ),
    [
      ["OLD_VERSION", '"2008-10-17"'],
      ["VARIABLE_IN_OLD_VERSION", '"${aws:userid}"'],
    ],
  ],
  ["a variable that does not exist", when("StringEquals", "aws:ResourceTag/team", "${aws:user}"), [["INVALID_VARIABLE", '"${aws:user}"']]],
  ["a variable that is open", when("StringEquals", "aws:ResourceTag/team", "${aws:username"), [["INVALID_VARIABLE", '"${aws:username"']]],
];

const REACH: readonly Case[] = [
  [
    "a value that is wanted and not wanted",
    identity({ Condition: { StringEquals: { "aws:username": "anna" }, StringNotEquals: { "aws:username": "anna" } } }),
    [["NEVER_MATCHES", '"aws:username"']],
  ],
  [
    "a key that must be missing and have a value",
    identity({ Condition: { StringEquals: { "aws:username": "anna" }, Null: { "aws:username": "true" } } }),
    [["NEVER_MATCHES", '"aws:username"']],
  ],
  [
    "a value that is not like what it must be like",
    identity({ Condition: { StringEquals: { "aws:username": "anna" }, StringLike: { "aws:username": "b*" } } }),
    [["NEVER_MATCHES", '"aws:username"']],
  ],
  [
    "conditions that can both hold",
    identity({ Condition: { StringEquals: { "aws:username": ["anna", "ben"] }, StringNotEquals: { "aws:username": "anna" } } }),
    [],
  ],
  ["only a Deny", identity({ Effect: "Deny" }), [["ALLOWS_NOTHING", '"Effect"']]],
  [
    "an Allow that a Deny takes back",
    identity({}, { Effect: "Deny", Action: "ecr:*", Resource: "*" }),
    [
      ["ALLOW_OVERRIDDEN", '"Effect"'],
      ["ALLOWS_NOTHING", '"Effect"'],
    ],
  ],
  [
    "an Allow that a Deny takes back, and another",
    identity({}, { Action: "ecr:BatchGetImage" }, { Effect: "Deny", Action: "ecr:List*", Resource: "*" }),
    [["ALLOW_OVERRIDDEN", '"Effect"']],
  ],
  [
    "a Deny with a condition",
    identity({}, { Effect: "Deny", Action: "ecr:*", Resource: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
    [],
  ],
  ["a Deny in a service control policy", ["scp", identity({ Effect: "Deny" })[1]], []],
  ["a statement that another says already", identity({}, { Action: ["ecr:ListImages", "ecr:BatchGetImage"] }), [["REDUNDANT_STATEMENT", '"Effect"']]],
  ["the same statement twice", identity({ Sid: "a" }, { Sid: "b" }), [["REDUNDANT_STATEMENT", '"Sid":"b"']]],
];

const BREADTH: readonly Case[] = [
  ["everything", identity({ Action: "*", Resource: "*" }), [["FULL_ACCESS", '"*"']]],
  ["every action of ECR on everything", identity({ Action: "ecr:*", Resource: "*" }), [["ALL_ACTIONS", '"ecr:*"']]],
  ["every action of ECR on one repository", identity({ Action: "ecr:*" }), [["ALL_ACTIONS", '"ecr:*"']]],
  ["every action of ECR for a role", repository({ Action: "ecr:*" }), [["ALL_ACTIONS", '"ecr:*"']]],
  ["a push to everything", identity({ Action: "ecr:PutImage", Resource: "*" }), [["PUSH_EVERYWHERE", '"*"']]],
  [
    "a push to every repository",
    identity({ Action: "ecr:PutImage", Resource: "arn:aws:ecr:us-east-1:111122223333:repository/*" }),
    [["PUSH_EVERYWHERE", '"arn:aws:ecr:us-east-1:111122223333:repository/*"']],
  ],
  [
    "a push to the repositories of one's team",
    identity({ Action: "ecr:PutImage", Resource: "*", Condition: { StringEquals: { "aws:ResourceTag/team": "${aws:PrincipalTag/team}" } } }),
    [],
  ],
  ["a push by wildcard", identity({ Action: "ecr:Put*" }), []],
  ["a wildcard that deletes too", identity({ Action: ["ecr:*Image", "ecr:UploadLayerPart"] }), [["WILDCARD_TAKES_MORE", '"ecr:*Image"']]],
  ["a pull from everything", identity({ Action: ["ecr:BatchGetImage", "ecr:GetAuthorizationToken"], Resource: "*" }), []],
  ["everything but an action", identity({ Action: undefined, NotAction: "iam:*" }), [["ALLOW_NOT_ACTION", '"NotAction"']]],
  ["everything but a repository", identity({ Resource: undefined, NotResource: WEB }), [["ALLOW_NOT_RESOURCE", '"NotResource"']]],
  ["a Deny of everything but", identity({}, { Effect: "Deny", Action: undefined, NotAction: "ecr:*", Resource: "*" }), []],
  ["a repository policy that is too long", raw("repository", `${repository({})[1]}${" ".repeat(10_240)}`), [["TOO_LONG", "{"]]],
  ["a trust policy that is too long", trust({ Sid: "x".repeat(2048) }), [["TOO_LONG", "{"]]],
  ["an identity policy too long for a user", identity({ Sid: "x".repeat(2048) }), [["TOO_LONG", "{"]]],
];

export const CASES: readonly Case[] = [
  ...SOUND,
  ...JSON_CASES,
  ...STRUCTURE,
  ...ACTIONS,
  ...RESOURCES,
  ...PRINCIPALS,
  ...CONDITIONS,
  ...REACH,
  ...BREADTH,
];

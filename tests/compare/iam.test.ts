/** The same commands in the page's computer and by the real AWS CLI against the server: the same lines, ids, secrets and times aside. */
import { expect, it } from "vitest";
import { bothClis, type Printed } from "./both.ts";

const TRUST =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sts:AssumeRole"}]}';
const PUSH = '{"Version":"2012-10-17","Statement":[{"Sid":"Push","Effect":"Allow","Action":["ecr:PutImage","ecr:Initiate*"],"Resource":"*"}]}';
const OWN = "arn:aws:iam::111122223333:policy/push";
const ROLE = ["--role-arn", "arn:aws:iam::111122223333:role/deploy", "--role-session-name", "me"];

const COMMANDS: readonly (readonly string[])[] = [
  ["iam", "create-user", "--user-name", "dev", "--path", "/team/", "--tags", "Key=team,Value=web"],
  ["iam", "create-user", "--user-name", "dev"],
  ["iam", "get-user", "--user-name", "dev"],
  ["iam", "get-user", "--user-name", "nobody"],
  ["iam", "put-user-policy", "--user-name", "dev", "--policy-name", "inline", "--policy-document", PUSH],
  ["iam", "get-user-policy", "--user-name", "dev", "--policy-name", "inline"],
  ["iam", "list-user-policies", "--user-name", "dev"],
  ["iam", "put-user-policy", "--user-name", "dev", "--policy-name", "inline", "--policy-document", '{"Version":"2012-10-17"}'],
  ["iam", "create-policy", "--policy-name", "push", "--policy-document", PUSH],
  ["iam", "create-policy-version", "--policy-arn", OWN, "--policy-document", PUSH, "--set-as-default"],
  ["iam", "list-policy-versions", "--policy-arn", OWN],
  ["iam", "get-policy-version", "--policy-arn", OWN, "--version-id", "v2", "--output", "text"],
  ["iam", "attach-user-policy", "--user-name", "dev", "--policy-arn", OWN],
  ["iam", "list-attached-user-policies", "--user-name", "dev"],
  ["iam", "list-entities-for-policy", "--policy-arn", OWN, "--query", "[PolicyUsers[].UserName,PolicyRoles]"],
  ["iam", "delete-policy", "--policy-arn", OWN],
  ["iam", "create-group", "--group-name", "devs"],
  ["iam", "add-user-to-group", "--group-name", "devs", "--user-name", "dev"],
  ["iam", "get-group", "--group-name", "devs"],
  ["iam", "create-role", "--role-name", "deploy", "--assume-role-policy-document", TRUST, "--description", "for deployments"],
  ["iam", "get-role", "--role-name", "deploy"],
  ["iam", "update-role", "--role-name", "deploy", "--max-session-duration", "7200"],
  ["iam", "put-role-permissions-boundary", "--role-name", "deploy", "--permissions-boundary", OWN],
  ["iam", "get-role", "--role-name", "deploy", "--query", "Role.PermissionsBoundary", "--output", "yaml"],
  ["iam", "list-roles", "--query", "Roles[].RoleName", "--max-items", "1"],
  ["iam", "list-users", "--query", "Users[].UserName", "--page-size", "2"],
  ["iam", "simulate-custom-policy", "--policy-input-list", PUSH, "--action-names", "ecr:PutImage", "ecr:DeleteRepository"],
  ["iam", "simulate-principal-policy", "--policy-source-arn", "arn:aws:iam::111122223333:user/team/dev", "--action-names", "ecr:PutImage"],
  ["iam", "get-context-keys-for-custom-policy", "--policy-input-list", PUSH],
  ["iam", "create-access-key", "--user-name", "dev"],
  ["iam", "list-access-keys", "--user-name", "dev"],
  ["iam", "create-open-id-connect-provider", "--url", "https://token.actions.githubusercontent.com", "--client-id-list", "sts.amazonaws.com"],
  ["iam", "wait", "role-exists", "--role-name", "deploy"],
  ["sts", "get-caller-identity", "--query", "Arn"],
  ["sts", "assume-role", ...ROLE],
  ["sts", "assume-role", ...ROLE, "--duration-seconds", "43200"],
  ["sts", "get-session-token"],
  ["sts", "get-access-key-info", "--access-key-id", "AKIAIOSFODNN7EXAMPLE"],
  ["sts", "assume-role-with-web-identity", ...ROLE, "--web-identity-token", "not-a-token"],
  ["iam", "delete-user", "--user-name", "dev"],
];

const both = bothClis("iam");

/** What differs from world to world: ids, secrets, times, tokens for the next page. */
function even(text: string): string {
  return text
    .replace(/\b(AKIA|ASIA|AIDA|AROA|AGPA|ANPA)[A-Z2-7]{12,}/g, "$1")
    .replace(/("(?:SecretAccessKey|SessionToken|NextToken)": ")[^"]*/g, "$1")
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00/g, "TIME");
}

function evened({ status, stdout, stderr }: Printed): Printed {
  return { status, stdout: even(stdout), stderr: even(stderr) };
}

it.each(COMMANDS.map((args) => [args.join(" ").slice(0, 90), args] as const))("aws %s", async (_, args) => {
  expect(evened(await both.page(args))).toEqual(evened(await both.real(args)));
});

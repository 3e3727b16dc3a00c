/** KMS in the page's computer and by the real AWS CLI against the server: the same lines, ids, tokens and times aside. */
import { expect, it } from "vitest";
import { bothClis, type Printed } from "./both.ts";

const ROOT = "arn:aws:iam::111122223333:root";
const POLICY = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"${ROOT}"},"Action":"kms:*","Resource":"*"}]}`;
const USELESS = POLICY.replace("kms:*", "kms:DescribeKey");
const GRANT = ["--key-id", "KEY", "--grantee-principal", ROOT, "--operations", "Decrypt", "DescribeKey"];

/** `KEY` is the id of the key made first. */
const COMMANDS: readonly (readonly string[])[] = [
  ["kms", "create-key", "--description", "images", "--tags", "TagKey=team,TagValue=web"],
  ["kms", "describe-key", "--key-id", "KEY"],
  ["kms", "describe-key", "--key-id", "nope"],
  ["kms", "describe-key", "--key-id", "alias/nope"],
  ["kms", "describe-key"],
  ["kms", "create-alias", "--alias-name", "alias/images", "--target-key-id", "KEY"],
  ["kms", "create-alias", "--alias-name", "images", "--target-key-id", "KEY"],
  ["kms", "create-alias", "--alias-name", "alias/images", "--target-key-id", "KEY"],
  ["kms", "list-aliases"],
  ["kms", "list-aliases", "--output", "table", "--query", "Aliases[].AliasName"],
  ["kms", "list-keys", "--output", "text"],
  ["kms", "get-key-policy", "--key-id", "KEY", "--policy-name", "default", "--output", "text"],
  ["kms", "put-key-policy", "--key-id", "KEY", "--policy", POLICY],
  ["kms", "put-key-policy", "--key-id", "KEY", "--policy", USELESS],
  ["kms", "create-key", "--policy", USELESS],
  ["kms", "list-key-policies", "--key-id", "KEY"],
  ["kms", "create-grant", ...GRANT, "--constraints", "EncryptionContextSubset={team=web}", "--name", "one"],
  ["kms", "create-grant", ...GRANT, "--operations", "Fly"],
  ["ecr", "create-repository", "--repository-name", "locked", "--encryption-configuration", "encryptionType=KMS,kmsKey=alias/images"],
  ["kms", "list-grants", "--key-id", "KEY"],
  ["kms", "list-grants", "--key-id", "KEY", "--max-items", "1", "--query", "length(Grants)"],
  ["kms", "list-retirable-grants", "--retiring-principal", "ecr.us-east-1.amazonaws.com", "--query", "Grants[].Operations"],
  ["kms", "list-resource-tags", "--key-id", "KEY"],
  ["kms", "tag-resource", "--key-id", "KEY", "--tags", "TagKey=a,TagValue=b"],
  ["kms", "untag-resource", "--key-id", "KEY", "--tag-keys", "team"],
  ["kms", "update-key-description", "--key-id", "KEY", "--description", ""],
  ["kms", "disable-key", "--key-id", "KEY"],
  ["ecr", "initiate-layer-upload", "--repository-name", "locked"],
  ["ecr", "create-repository", "--repository-name", "other", "--encryption-configuration", "encryptionType=KMS,kmsKey=KEY"],
  ["kms", "create-grant", ...GRANT],
  ["kms", "enable-key", "--key-id", "KEY"],
  ["kms", "schedule-key-deletion", "--key-id", "KEY", "--pending-window-in-days", "6"],
  ["kms", "schedule-key-deletion", "--key-id", "KEY", "--pending-window-in-days", "7"],
  ["kms", "describe-key", "--key-id", "KEY", "--query", "KeyMetadata.[KeyState,DeletionDate]"],
  ["kms", "enable-key", "--key-id", "KEY"],
  ["kms", "cancel-key-deletion", "--key-id", "KEY"],
  ["kms", "cancel-key-deletion", "--key-id", "KEY"],
  ["kms", "update-alias", "--alias-name", "alias/none", "--target-key-id", "KEY"],
  ["kms", "delete-alias", "--alias-name", "alias/images"],
  ["kms", "revoke-grant", "--key-id", "KEY", "--grant-id", "0000"],
  ["kms", "retire-grant", "--grant-token", "AAAA"],
];

const both = bothClis("kms");
const keys: Record<"page" | "real", string> = { page: "", real: "" };

/** What differs from world to world. */
function even({ status, stdout, stderr }: Printed, key: string): Printed {
  const plain = (text: string) =>
    (key === "" ? text : text.replaceAll(key, "KEY"))
      .replace(/"(KeyId|GrantToken|NextToken|uploadId)": "(?!arn:)[^"]*"/g, '"$1": "…"')
      .replace(/"repositoryUri": "[^/]*/, '"repositoryUri": "HOST')
      .replace(/key\/[0-9a-f-]{36}/g, "key/KEY")
      .replace(/\b[0-9a-f]{64}\b/g, "DIGEST")
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00/g, "TIME");
  return { status, stdout: plain(stdout), stderr: plain(stderr) };
}

async function ran(where: "page" | "real", args: readonly string[]): Promise<Printed> {
  const printed = await both[where](args.map((word) => word.replace(/\bKEY\b/, keys[where])));
  if (keys[where] === "") keys[where] = /"KeyId": "([0-9a-f-]{36})"/.exec(printed.stdout)?.[1] ?? "";
  return even(printed, keys[where]);
}

it.each(COMMANDS.map((args) => [args.join(" ").slice(0, 90), args] as const))("aws %s", async (_, args) => {
  expect(await ran("page", args)).toEqual(await ran("real", args));
});

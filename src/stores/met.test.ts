import { describe, expect, test } from "vitest";
import { commandWords, errorOf, usedIn } from "./met.ts";

describe("commands of a line", () => {
  test.each([
    ["aws ecr create-repository --repository-name web", ["aws ecr create-repository"]],
    ["aws ecr get-login-password | docker login --username AWS --password-stdin $ECR", ["aws ecr get-login-password", "docker login"]],
    ["docker tag a b && docker push b; docker push c", ["docker tag", "docker push"]],
    ["$(aws ecr get-login --no-include-email)", ["aws ecr get-login"]],
    ["export ECR=$(aws sts get-caller-identity --query Account).dkr", ["export", "aws sts get-caller-identity"]],
    ["AWS_PROFILE=ci aws ecr describe-images", ["aws ecr describe-images"]],
    ["echo 'aws ecr delete-repository; rm'", ["echo"]],
    ["cat > f <<'END'\ndocker push x\nEND", ["cat"]],
    ["docker", ["docker"]],
    ["./deploy.sh", []],
    ["", []],
  ])("%s", (line, words) => {
    expect(commandWords(line)).toEqual(words);
  });
});

describe("commands that were used", () => {
  test.each([
    ["aws ecr creat-repository --repository-name web", "argument operation: Found invalid choice 'creat-repository'", []],
    ["aws ecr list-images --output tabel", "argument --output: Found invalid choice 'tabel'", ["aws ecr list-images"]],
    ["docker psuh x", "unknown command: docker psuh", []],
    ["gti status; docker ps", "bash: gti: command not found", ["docker ps"]],
    ["aws ecr list-images --repository-name x", "An error occurred (RepositoryNotFoundException) when calling …", ["aws ecr list-images"]],
    ["aws ecr list-images", "", ["aws ecr list-images"]],
  ])("%s: %s", (line, output, used) => {
    expect(usedIn(line, errorOf(output))).toEqual(used);
  });
});

describe("the error of an output", () => {
  test.each([
    [
      "\nAn error occurred (RepositoryNotFoundException) when calling the DescribeImages operation: The repository with name 'x' …",
      "RepositoryNotFoundException",
    ],
    ["The push refers to repository [h/web]\r\n\x1b[31mname unknown: The repository with name 'web' does not exist\x1b[0m\r\n", "name unknown"],
    ["denied: Your authorization token has expired. Reauthenticate and try again.", "authorization token has expired"],
    ["denied: User: arn:aws:iam::1:user/carl is not authorized to perform: ecr:InitiateLayerUpload", "AccessDeniedException"],
    ["unknown shorthand flag: 'e' in -e\nSee 'docker login --help'.", "unknown flag"],
    ["bash: gti: command not found", "command not found"],
    ["aws: [ERROR]: An error occurred (NoRegion): You must specify a region. You can also …", "You must specify a region"],
    [
      "aws: [ERROR]: An error occurred (ParamValidation): the following arguments are required: --repository-name",
      "the following arguments are required",
    ],
    ["aws: [ERROR]: Waiter ImageScanComplete failed: Max attempts exceeded", "Waiter failed"],
    ["aws: [ERROR]: The config profile (nope) could not be found", "The config profile could not be found"],
    ["Error response from daemon: No such image: nope:1", "No such image"],
    ["An image does not exist locally with the tag: h/web", "An image does not exist locally"],
    ['"docker tag" requires exactly 2 arguments.', "requires arguments"],
    ["Error response from daemon: login attempt to https://h/v2/ failed with status: 400 Bad Request", "login failed with status 400"],
    ['Error response from daemon: Get "https://h/v2/": dial tcp: lookup h on 127.0.0.53:53: no such host', "no such host"],
    ["manifest blob unknown: manifest blob unknown to registry", "manifest blob unknown"],
    ['{"errors":[{"code":"BLOB_UNKNOWN","message":"blob unknown to registry"}]}', "blob unknown"],
    ["denied: Not Authorized", "denied"],
    ["Error response from daemon: received unexpected HTTP status: 503 Service Unavailable", "unexpected HTTP status 503"],
  ])("%s", (output, code) => {
    expect(errorOf(output)?.code).toBe(code);
  });

  test("is only the line that tells it, and nothing when no line does", () => {
    expect(errorOf("a\nname unknown: b\nc")?.said).toBe("name unknown: b");
    expect(errorOf("Login Succeeded")).toBeUndefined();
  });
});

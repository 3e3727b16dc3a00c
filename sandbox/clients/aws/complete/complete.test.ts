import { describe, expect, it } from "vitest";
import { completions } from "../testing/harness.ts";

const repositories = [{ body: { repositories: [{ repositoryName: "web/app" }, { repositoryName: "web/api" }, { repositoryName: "db" }] } }];
const images = [
  {
    body: {
      imageIds: [
        { imageDigest: "sha256:aa", imageTag: "1.0" },
        { imageDigest: "sha256:aa", imageTag: "latest" },
      ],
    },
  },
];

describe("Tab behind aws", () => {
  it("offers services, operations and waiters", async () => {
    expect(await completions("aws ")).toEqual(expect.arrayContaining(["ecr", "ecr-public", "iam", "secretsmanager", "sts", "configure", "help"]));
    expect(await completions("aws ecr get-l")).toEqual(["get-lifecycle-policy", "get-lifecycle-policy-preview", "get-login-password"]);
    expect(await completions("aws ecr get-login", { generation: 1 })).toEqual(["get-login", "get-login-password"]);
    expect(await completions("aws --region us-east-1 ecr wait ")).toEqual(["image-scan-complete", "lifecycle-policy-preview-complete"]);
    expect(await completions("aws configure l")).toEqual(["list", "list-profiles"]);
  });

  it("offers options, those first that are missing", async () => {
    expect(await completions("aws ecr put-image ")).toEqual(["--repository-name", "--image-manifest"]);
    expect(await completions("aws ecr put-image --image-m")).toEqual(["--image-manifest", "--image-manifest-media-type"]);
    expect(await completions("aws ecr put-image --reg")).toEqual(["--registry-id", "--region"]);
    expect(await completions("aws ecr get-login --no-i", { generation: 1 })).toEqual(["--no-include-email"]);
  });

  it("offers values: enums, Regions, profiles, formats, shorthand", async () => {
    expect(await completions("aws ecr put-image-tag-mutability --image-tag-mutability MUT")).toEqual(["MUTABLE", "MUTABLE_WITH_EXCLUSION"]);
    expect(await completions("aws ecr describe-images --region eu-c")).toEqual(["eu-central-1", "eu-central-2"]);
    expect(await completions("aws --output t")).toEqual(["text", "table"]);
    expect(await completions("aws --profile d", { files: { "/home/learner/.aws/credentials": "[default]\n[dev]\n[other]\n" } })).toEqual([
      "default",
      "dev",
    ]);
    expect(await completions("aws ecr create-repository --image-scanning-configuration scan")).toEqual(["scanOnPush="]);
    expect(await completions("aws ecr create-repository --image-scanning-configuration scanOnPush=t")).toEqual(["scanOnPush=true"]);
    expect(await completions("aws ecr create-repository --encryption-configuration encryptionType=KMS,k")).toEqual(["encryptionType=KMS,kmsKey="]);
  });

  it("offers the learner's own repositories and tags", async () => {
    expect(await completions("aws ecr list-images --repository-name web/", { answers: repositories })).toEqual(["web/app", "web/api"]);
    expect(await completions("aws ecr describe-repositories --repository-names db w", { answers: repositories })).toEqual(["web/app", "web/api"]);
    expect(await completions("aws ecr batch-delete-image --repository-name db --image-ids ")).toEqual(["imageTag=", "imageDigest="]);
    expect(await completions("aws ecr batch-delete-image --repository-name db --image-ids imageTag=l", { answers: images })).toEqual([
      "imageTag=latest",
    ]);
    expect(await completions("aws ecr batch-delete-image --repository-name db --image-ids imageDigest=", { answers: images })).toEqual([
      "imageDigest=sha256:aa",
    ]);
    const tags = [{ body: { imageTagDetails: [{ imageTag: "v1" }] } }];
    expect(await completions("aws ecr-public batch-delete-image --repository-name db --image-ids imageTag=", { answers: tags })).toEqual([
      "imageTag=v1",
    ]);
    expect(await completions("aws ecr list-images --repository-name ", { env: { AWS_ACCESS_KEY_ID: "" } })).toEqual([]);
    expect(await completions("aws ecr list-images --repository-name ", { answers: [{ status: 400, body: {} }] })).toEqual([]);
  });

  it("offers files behind file://", async () => {
    const files = { "/home/learner/policy.json": "{}", "/home/learner/work/life.json": "{}" };
    expect(await completions("aws ecr set-repository-policy --policy-text file://p", { files })).toEqual(["file://policy.json"]);
    expect(await completions("aws ecr set-repository-policy --policy-text file://", { files })).toEqual(["file://policy.json", "file://work/"]);
    expect(await completions("aws ecr set-repository-policy --policy-text file://work/", { files })).toEqual(["file://work/life.json"]);
  });
});

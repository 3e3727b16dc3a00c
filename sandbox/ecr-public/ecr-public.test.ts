/** ECR Public's API: what it says to whom. */
import { describe, expect, it } from "vitest";
import { ACCOUNT, LEARNER, NOBODY, OTHER_ACCOUNT, PULLER, START, STRANGER, testCloud } from "../cloud/testing.ts";
import { bearer, ecrPublic, made, push } from "../cloud/testing-public.ts";
import { nodeHasher } from "../node/hasher.ts";
import { ECR_PUBLIC_MODEL } from "./model/index.ts";
import { OF_ECR, OPERATIONS } from "./operations/index.ts";

const ARN = `arn:aws:ecr-public::${ACCOUNT}:repository/web`;
const where = `the repository with name 'web' in the registry with id '${ACCOUNT}'`;

function refusal(code: string, message: string) {
  return { __type: code, message };
}

function invalid(parameter: string, constraint: string) {
  return refusal("InvalidParameterException", `Invalid parameter at '${parameter}' failed to satisfy constraint: '${constraint}'`);
}

it("has every operation of the model", () => {
  expect([...OPERATIONS.keys(), ...OF_ECR].sort()).toEqual(Object.keys(ECR_PUBLIC_MODEL.operations).sort());
});

describe("CreateRepository", () => {
  it("gives the account its alias with the first repository, and keeps it", async () => {
    const cloud = testCloud(nodeHasher);
    const registry = { registryId: ACCOUNT, registryArn: `arn:aws:ecr-public::${ACCOUNT}:registry/${ACCOUNT}`, verified: false };
    expect((await ecrPublic(cloud, "DescribeRegistries")).json).toEqual({ registries: [{ ...registry, registryUri: "", aliases: [] }] });
    const { json } = await ecrPublic(cloud, "CreateRepository", { repositoryName: "web" });
    const { repositoryUri } = json.repository as { repositoryUri: string };
    const alias = /^public\.ecr\.aws\/([a-z]\d[a-z]\d[a-z]\d[a-z]\d)\/web$/.exec(repositoryUri)?.[1] ?? "";
    expect(json).toEqual({
      repository: { repositoryArn: ARN, registryId: ACCOUNT, repositoryName: "web", repositoryUri, createdAt: START / 1000 },
      catalogData: {},
    });
    expect(await made(cloud, "team/api")).toBe(`${alias}/team/api`);
    const aliases = [{ name: alias, status: "ACTIVE", primaryRegistryAlias: true, defaultRegistryAlias: true }];
    expect((await ecrPublic(cloud, "DescribeRegistries")).json).toEqual({
      registries: [{ ...registry, registryUri: `public.ecr.aws/${alias}`, aliases }],
    });
    expect(await made(cloud, "web", STRANGER)).not.toContain(alias);
  });

  it.each([
    ["no name", {}, invalid("repositoryName", "Member must not be null")],
    ["a name of one letter", { repositoryName: "a" }, invalid("repositoryName", "Member must have length greater than or equal to 2")],
    [
      "a name of capitals",
      { repositoryName: "Web" },
      invalid("repositoryName", "must satisfy regular expression '(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*'"),
    ],
    [
      "a long description",
      { repositoryName: "web", catalogData: { description: "x".repeat(1025) } },
      invalid("catalogData.description", "Member must have length less than or equal to 1024"),
    ],
    [
      "a name that is taken",
      { repositoryName: "taken" },
      refusal("RepositoryAlreadyExistsException", `The repository with name 'taken' already exists in the registry with id '${ACCOUNT}'`),
    ],
    [
      "a tag twice",
      {
        repositoryName: "web",
        tags: [
          { Key: "a", Value: "1" },
          { Key: "a", Value: "2" },
        ],
      },
      refusal("InvalidTagParameterException", "Duplicate tag keys are not allowed"),
    ],
  ] as const)("refuses %s", async (_, input, expected) => {
    const cloud = testCloud(nodeHasher);
    await made(cloud, "taken");
    expect((await ecrPublic(cloud, "CreateRepository", input)).json).toEqual(expected);
    expect((await ecrPublic(cloud, "DescribeRepositories")).json.repositories).toMatchObject([{ repositoryName: "taken" }]);
  });
});

describe("catalog data", () => {
  it("replaces what was there, and is not there before it was given", async () => {
    const cloud = testCloud(nodeHasher);
    await made(cloud);
    const named = { repositoryName: "web" };
    expect((await ecrPublic(cloud, "GetRepositoryCatalogData", named)).json).toMatchObject({ __type: "RepositoryCatalogDataNotFoundException" });
    const catalogData = { description: "a shop", architectures: ["x86-64"], operatingSystems: ["Linux"], aboutText: "# Web", usageText: "run it" };
    expect((await ecrPublic(cloud, "PutRepositoryCatalogData", { ...named, catalogData })).json).toEqual({ catalogData });
    const logo = await ecrPublic(cloud, "PutRepositoryCatalogData", { ...named, catalogData: { description: "b", logoImageBlob: "aGk=" } });
    expect(logo.json).toEqual({ catalogData: { description: "b", logoUrl: expect.stringMatching(/^https:\/\/.*\.png$/) } });
    expect((await ecrPublic(cloud, "GetRepositoryCatalogData", named)).json).toEqual(logo.json);
  });

  it("names the registry before it has an alias", async () => {
    const cloud = testCloud(nodeHasher);
    expect((await ecrPublic(cloud, "GetRegistryCatalogData")).json).toEqual({ registryCatalogData: {} });
    await ecrPublic(cloud, "PutRegistryCatalogData", { displayName: "Our shop" });
    await made(cloud);
    expect((await ecrPublic(cloud, "GetRegistryCatalogData")).json).toEqual({ registryCatalogData: { displayName: "Our shop" } });
    await ecrPublic(cloud, "PutRegistryCatalogData", {});
    expect((await ecrPublic(cloud, "GetRegistryCatalogData")).json).toEqual({ registryCatalogData: {} });
  });
});

describe("images", () => {
  it("are described by tag, in pages, and deleted", async () => {
    const cloud = testCloud(nodeHasher);
    const path = await made(cloud);
    const login = await bearer(cloud, LEARNER);
    const digest = await push(cloud, path, "v1", login);
    await push(cloud, path, "v2", login, "another");
    const first = await ecrPublic(cloud, "DescribeImageTags", { repositoryName: "web", maxResults: 1 });
    expect(first.json).toEqual({
      imageTagDetails: [
        {
          imageTag: "v1",
          createdAt: START / 1000,
          imageDetail: {
            imageDigest: digest,
            imageSizeInBytes: 9,
            imagePushedAt: START / 1000,
            imageManifestMediaType: "application/vnd.oci.image.manifest.v1+json",
            artifactMediaType: "application/vnd.oci.image.config.v1+json",
          },
        },
      ],
      nextToken: expect.any(String),
    });
    const rest = await ecrPublic(cloud, "DescribeImageTags", { repositoryName: "web", nextToken: first.json.nextToken });
    expect(rest.json.imageTagDetails).toMatchObject([{ imageTag: "v2" }]);
    expect((await ecrPublic(cloud, "DeleteRepository", { repositoryName: "web" })).json).toMatchObject({ __type: "RepositoryNotEmptyException" });
    expect((await ecrPublic(cloud, "BatchDeleteImage", { repositoryName: "web", imageIds: [{ imageTag: "v1" }, { imageTag: "v9" }] })).json).toEqual({
      imageIds: [{ imageDigest: digest, imageTag: "v1" }],
      failures: [{ imageId: { imageTag: "v9" }, failureCode: "ImageNotFound", failureReason: "Requested image not found" }],
    });
    expect((await ecrPublic(cloud, "DeleteRepository", { repositoryName: "web", force: true })).status).toBe(200);
    expect((await ecrPublic(cloud, "DescribeRepositories")).json).toEqual({ repositories: [] });
    expect([...cloud.store.world.images.keys(), ...cloud.store.world.layers.keys()]).toEqual([]);
  });

  it("arrive by the API's own uploads too", async () => {
    const cloud = testCloud(nodeHasher);
    await made(cloud);
    const { json } = await ecrPublic(cloud, "InitiateLayerUpload", { repositoryName: "web" });
    const named = { repositoryName: "web", uploadId: json.uploadId };
    await ecrPublic(cloud, "UploadLayerPart", { ...named, partFirstByte: 0, partLastByte: 1, layerPartBlob: "e30=" });
    const layerDigest = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
    expect((await ecrPublic(cloud, "CompleteLayerUpload", { ...named, layerDigests: [layerDigest] })).json).toMatchObject({ layerDigest });
    expect((await ecrPublic(cloud, "BatchCheckLayerAvailability", { repositoryName: "web", layerDigests: [layerDigest] })).json.layers).toMatchObject(
      [{ layerDigest, layerAvailability: "AVAILABLE", layerSize: 2 }],
    );
    expect((await ecrPublic(cloud, "InitiateLayerUpload", { repositoryName: "web" }, NOBODY)).json).toMatchObject({
      __type: "AccessDeniedException",
      message: expect.stringContaining("ecr-public:InitiateLayerUpload"),
    });
  });
});

describe("tags and policies", () => {
  it("keeps the tags of a repository, by its ARN", async () => {
    const cloud = testCloud(nodeHasher);
    await made(cloud);
    await ecrPublic(cloud, "TagResource", { resourceArn: ARN, tags: [{ Key: "team", Value: "web" }] });
    expect((await ecrPublic(cloud, "ListTagsForResource", { resourceArn: ARN })).json).toEqual({ tags: [{ Key: "team", Value: "web" }] });
    await ecrPublic(cloud, "UntagResource", { resourceArn: ARN, tagKeys: ["team"] });
    expect((await ecrPublic(cloud, "ListTagsForResource", { resourceArn: ARN })).json).toEqual({ tags: [] });
  });

  it("reads policies of its own actions, and gives them back", async () => {
    const cloud = testCloud(nodeHasher);
    await made(cloud);
    const named = { repositoryName: "web" };
    expect((await ecrPublic(cloud, "GetRepositoryPolicy", named)).json).toEqual(
      refusal("RepositoryPolicyNotFoundException", `Repository policy does not exist for ${where}`),
    );
    const policy = (Action: string) =>
      JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { AWS: OTHER_ACCOUNT }, Action }] });
    const set = (Action: string) => ecrPublic(cloud, "SetRepositoryPolicy", { ...named, policyText: policy(Action) });
    for (const unknown of ["ecr:PutImage", "ecr-public:PutImages", "ecr-public:Pull*", "PutImage"])
      expect((await set(unknown)).json, unknown).toEqual(invalid("PolicyText", "Invalid repository policy provided"));
    for (const known of ["*", "ecr-public:*", "ecr-public:Describe*"]) expect((await set(known)).status, known).toBe(200);
    expect((await set("ecr-public:PutImage")).json).toMatchObject({
      registryId: ACCOUNT,
      policyText: expect.stringContaining("ecr-public:PutImage"),
    });
    expect((await ecrPublic(cloud, "DeleteRepositoryPolicy", named)).status).toBe(200);
    expect((await ecrPublic(cloud, "GetRepositoryPolicy", named)).status).toBe(400);
  });
});

describe("permissions", () => {
  const statement = (...actions: string[]) => ({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] });
  const TOKEN = "ecr-public:GetAuthorizationToken";
  const BEARER = "sts:GetServiceBearerToken";

  it.each([
    ["neither", [], TOKEN],
    ["only ECR Public's", [TOKEN], BEARER],
    ["only STS's", [BEARER], TOKEN],
    ["both", [TOKEN, BEARER], undefined],
  ])("to log in needs two actions: with %s", async (_, actions, lacking) => {
    const cloud = testCloud(nodeHasher);
    cloud.store.change(({ tx }) =>
      tx.update("principals", `${ACCOUNT}/user/nobody`, { policies: actions.length ? { own: statement(...actions) } : {} }),
    );
    const answer = await ecrPublic(cloud, "GetAuthorizationToken", {}, NOBODY);
    const user = `arn:aws:iam::${ACCOUNT}:user/nobody`;
    if (lacking === undefined) expect(answer.status).toBe(200);
    else
      expect(answer.json).toEqual(
        refusal(
          "AccessDeniedException",
          `User: ${user} is not authorized to perform: ${lacking} on resource: * because no identity-based policy allows the ${lacking} action`,
        ),
      );
  });

  it.each([
    ["AmazonElasticContainerRegistryPublicReadOnly", "DescribeRepositories", 200],
    ["AmazonElasticContainerRegistryPublicReadOnly", "InitiateLayerUpload", 400],
    ["AmazonElasticContainerRegistryPublicPowerUser", "InitiateLayerUpload", 200],
    ["AmazonElasticContainerRegistryPublicPowerUser", "DeleteRepository", 400],
    ["AmazonElasticContainerRegistryPublicFullAccess", "DeleteRepository", 200],
    ["AmazonEC2ContainerRegistryFullAccess", "DescribeRepositories", 400],
  ])("with %s: %s is answered with %i", async (managed, operation, status) => {
    const cloud = testCloud(nodeHasher);
    await made(cloud);
    cloud.store.change(({ tx }) => tx.update("principals", `${ACCOUNT}/user/puller`, { managed: [managed] }));
    const input = operation === "DescribeRepositories" ? {} : { repositoryName: "web" };
    expect((await ecrPublic(cloud, operation, input, PULLER)).status).toBe(status);
  });

  it("knows the tags of a repository as condition keys", async () => {
    const cloud = testCloud(nodeHasher);
    await ecrPublic(cloud, "CreateRepository", { repositoryName: "web", tags: [{ Key: "team", Value: "web" }] });
    const document = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "ecr-public:*", Resource: "*", Condition: { StringEquals: { "ecr-public:ResourceTag/team": "web" } } }],
    };
    cloud.store.change(({ tx }) => tx.update("principals", `${ACCOUNT}/user/nobody`, { policies: { own: document } }));
    expect((await ecrPublic(cloud, "DescribeImages", { repositoryName: "web" }, NOBODY)).status).toBe(200);
    await made(cloud, "other");
    expect((await ecrPublic(cloud, "DescribeImages", { repositoryName: "other" }, NOBODY)).status).toBe(400);
  });
});

it("does nothing in the second Region that answers, and has no address in others", async () => {
  const cloud = testCloud(nodeHasher);
  expect((await ecrPublic(cloud, "GetAuthorizationToken", {}, LEARNER, "us-west-2")).json).toEqual(
    refusal("UnsupportedCommandException", "GetAuthorizationToken command is only supported in us-east-1."),
  );
  await expect(ecrPublic(cloud, "GetAuthorizationToken", {}, LEARNER, "eu-west-2")).rejects.toThrow("api.ecr-public.eu-west-2.amazonaws.com");
});

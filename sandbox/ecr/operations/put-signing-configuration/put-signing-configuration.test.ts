import { describe, expect, it } from "vitest";
import { ACCOUNT, LEARNER, NOBODY, REGION, type TestCloud } from "../../../cloud/testing.ts";
import { ecrKit, invalid, OCI_MANIFEST, refusal } from "../../../cloud/testing-ecr.ts";
import { fromBase64, text } from "../../../kernel/bytes.ts";
import { nodeHasher } from "../../../node/hasher.ts";
import { principalKey } from "../../../world/keys.ts";
import { HONEST, SIGNATURE_TYPE } from "../../signing/artifact.ts";

const { addImage, cloud, digest, indexOf } = ecrKit(nodeHasher);
const MINUTE = 60_000;
const repositoryName = "prod/web";
const profile = (name: string) => `arn:aws:signer:us-east-1:${ACCOUNT}:/signing-profiles/${name}`;
const rule = (signingProfileArn: string, filter?: string) => ({
  signingProfileArn,
  ...(filter === undefined ? {} : { repositoryFilters: [{ filter, filterType: "WILDCARD_MATCH" }] }),
});
const rules = (...list: object[]) => ({ signingConfiguration: { rules: list } });

async function pushedWith(configuration: object) {
  const test = cloud();
  await test.ecr("CreateRepository", { repositoryName });
  await test.ecr("PutSigningConfiguration", configuration);
  const manifest = await addImage(test, repositoryName, "{}", "v1");
  return { test, manifest, imageDigest: digest(manifest) };
}

const statusOf = async ({ ecr }: TestCloud, imageTag = "v1") =>
  (await ecr("DescribeImageSigningStatus", { repositoryName, imageId: { imageTag } })).json.signingStatuses;
const referrersOf = async ({ ecr }: TestCloud, imageDigest: string) =>
  (await ecr("ListImageReferrers", { repositoryName, subjectId: { imageDigest } })).json.referrers as { digest: string }[];

describe("the configuration of signing", () => {
  it("comes back from Put, Get and Delete, and is not there before and after", async () => {
    const { ecr } = cloud();
    const configuration = rules(rule(profile("release"), "prod/*"));
    const none = refusal("SigningConfigurationNotFoundException", "Signing configuration does not exist in the registry with id '111122223333'");
    expect((await ecr("GetSigningConfiguration")).json).toEqual(none);
    expect((await ecr("PutSigningConfiguration", configuration)).json).toEqual(configuration);
    expect((await ecr("GetSigningConfiguration")).json).toEqual({ registryId: ACCOUNT, ...configuration });
    expect((await ecr("DeleteSigningConfiguration")).json).toEqual({ registryId: ACCOUNT, ...configuration });
    expect((await ecr("DeleteSigningConfiguration")).json).toEqual(none);
  });

  it("refuses a profile that is none, eleven rules, and an empty list of filters", async () => {
    const { ecr } = cloud();
    const put = async (configuration: object) => (await ecr("PutSigningConfiguration", configuration)).json;
    expect(await put(rules(rule("arn:aws:signer:us-east-1:1:release")))).toEqual(
      invalid(
        "signingConfiguration.rules.1.member.signingProfileArn",
        "must satisfy regular expression 'arn:aws(-[a-z]+)*:signer:[a-z0-9-]+:[0-9]{12}:\\/signing-profiles\\/[a-zA-Z0-9_]{2,}'",
      ),
    );
    expect(await put(rules(...Array.from({ length: 11 }, () => rule(profile("release")))))).toEqual(
      invalid("signingConfiguration.rules", "Member must have length less than or equal to 10"),
    );
    expect(await put(rules({ signingProfileArn: profile("release"), repositoryFilters: [] }))).toEqual(
      invalid("signingConfiguration.rules.1.member.repositoryFilters", "Member must have length greater than or equal to 1"),
    );
  });
});

describe("what is not signed", () => {
  it("is refused when a profile is of another Region", async () => {
    const { ecr } = cloud();
    const elsewhere = profile("release").replace("us-east-1", "eu-west-1");
    expect((await ecr("PutSigningConfiguration", rules(rule(profile("release")), rule(elsewhere)))).json).toEqual(
      invalid("signingConfiguration.rules.2.member.signingProfileArn", "Signing profile must be in the Region of the registry"),
    );
  });

  it("is an artifact that is no container image, such as a chart", async () => {
    const { test, manifest } = await pushedWith(rules(rule(profile("release"))));
    const chart = manifest.replace("vnd.oci.image.config.v1+json", "vnd.cncf.helm.config.v1+json");
    const index = indexOf(manifest);
    for (const [imageTag, imageManifest] of [["chart", chart] as const, ["multi", index] as const])
      expect((await test.ecr("PutImage", { repositoryName, imageManifest, imageTag })).status).toBe(200);
    expect(await statusOf(test, "chart")).toEqual([]);
    expect(await statusOf(test, "multi")).toHaveLength(1);
  });
});

describe("a push where a rule of signing matches", () => {
  it("gets a signature beside it, as a referrer whose bytes can be pulled and say what they are", async () => {
    const { test, imageDigest, manifest } = await pushedWith(rules(rule(profile("release"), "prod/*")));
    expect(await statusOf(test)).toEqual([{ signingProfileArn: profile("release"), status: "IN_PROGRESS" }]);
    expect(await referrersOf(test, imageDigest)).toEqual([]);
    test.pass(MINUTE);
    expect((await test.ecr("DescribeImageSigningStatus", { repositoryName, imageId: { imageTag: "v1" } })).json).toEqual({
      repositoryName,
      imageId: { imageDigest, imageTag: "v1" },
      registryId: ACCOUNT,
      signingStatuses: [{ signingProfileArn: profile("release"), status: "COMPLETE" }],
    });
    const [referrer] = await referrersOf(test, imageDigest);
    expect(referrer).toMatchObject({ mediaType: OCI_MANIFEST, artifactType: SIGNATURE_TYPE, artifactStatus: "ACTIVE" });
    const { json } = await test.ecr("BatchGetImage", { repositoryName, imageIds: [{ imageDigest: referrer?.digest }] });
    const signature = JSON.parse((json.images as { imageManifest: string }[])[0]?.imageManifest ?? "");
    expect(signature.subject).toEqual({ mediaType: OCI_MANIFEST, digest: imageDigest, size: manifest.length });
    const envelope = JSON.parse(await bytesOf(test, signature.layers[0].digest));
    expect(envelope.header["io.cncf.notary.signingAgent"]).toBe(HONEST);
    const payload = JSON.parse(text(fromBase64(`${envelope.payload}${"=".repeat((4 - (envelope.payload.length % 4)) % 4)}`) as Uint8Array));
    expect(payload.targetArtifact).toEqual({ mediaType: OCI_MANIFEST, digest: imageDigest, size: manifest.length });
    expect(await bytesOf(test, signature.config.digest)).toBe("{}");
    expect(test.store.events.filter(({ kind }) => kind === "signing")).toMatchObject([
      { of: repositoryName, has: { profile: profile("release"), status: "COMPLETE", digest: imageDigest, signature: referrer?.digest } },
    ]);
  });

  async function bytesOf(test: TestCloud, layerDigest: string): Promise<string> {
    const { json } = await test.ecr("GetDownloadUrlForLayer", { repositoryName, layerDigest });
    const { status, body } = await test.handle({ method: "GET", url: String(json.downloadUrl), headers: {}, body: new Uint8Array() });
    expect(status).toBe(200);
    let read = "";
    for await (const chunk of body as AsyncIterable<Uint8Array>) read += text(chunk);
    return read;
  }

  it("is signed once by every profile whose rule matches", async () => {
    const { test, imageDigest } = await pushedWith(
      rules(rule(profile("release"), "prod/*"), rule(profile("staging"), "dev/*"), rule(profile("everything")), rule(profile("release"), "*/web")),
    );
    await addImage(test, repositoryName, "{}", "again");
    test.pass(MINUTE);
    expect(await statusOf(test)).toEqual([
      { signingProfileArn: profile("release"), status: "COMPLETE" },
      { signingProfileArn: profile("everything"), status: "COMPLETE" },
    ]);
    expect(await referrersOf(test, imageDigest)).toHaveLength(2);
    await test.ecr("DeleteSigningConfiguration");
    expect(await referrersOf(test, imageDigest)).toHaveLength(2);
  });

  it("works without a signature when the pusher may not sign, and its status has IAM's reason", async () => {
    const test = cloud();
    await test.ecr("CreateRepository", { repositoryName });
    await test.ecr("PutSigningConfiguration", rules(rule(profile("release"))));
    const nobody = (...Action: string[]) =>
      test.store.change(({ tx }) =>
        tx.update("principals", principalKey(ACCOUNT, "user", "nobody"), {
          policies: { push: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] } },
        }),
      );
    nobody("ecr:*");
    const asNobody: TestCloud = { ...test, ecr: (operation, input, key = NOBODY, region = REGION) => test.ecr(operation, input, key, region) };
    const imageDigest = digest(await addImage(asNobody, repositoryName, "{}", "v1"));
    test.pass(MINUTE);
    expect(await statusOf(test)).toEqual([
      {
        signingProfileArn: profile("release"),
        failureCode: "AccessDenied",
        failureReason: `User: arn:aws:iam::${ACCOUNT}:user/nobody is not authorized to perform: signer:SignPayload on resource: ${profile("release")} because no identity-based policy allows the signer:SignPayload action`,
        status: "FAILED",
      },
    ]);
    expect(await referrersOf(test, imageDigest)).toEqual([]);
    nobody("ecr:*", "signer:SignPayload");
    await addImage(asNobody, repositoryName, "{}", "v2");
    test.pass(MINUTE);
    expect(await statusOf(test)).toEqual([{ signingProfileArn: profile("release"), status: "COMPLETE" }]);
  });

  it("is copied to other Regions together with its signature", async () => {
    const test = cloud();
    const west = { region: "us-west-2", registryId: ACCOUNT };
    await test.ecr("PutReplicationConfiguration", { replicationConfiguration: { rules: [{ destinations: [west] }] } });
    await test.ecr("CreateRepository", { repositoryName });
    await test.ecr("PutSigningConfiguration", rules(rule(profile("release"))));
    const imageDigest = digest(await addImage(test, repositoryName, "{}", "v1"));
    test.pass(10 * MINUTE);
    const { json } = await test.ecr("ListImageReferrers", { repositoryName, subjectId: { imageDigest } }, LEARNER, "us-west-2");
    expect(json.referrers).toHaveLength(1);
  });

  it("is none of a repository that no filter matches", async () => {
    const { test } = await pushedWith(rules(rule(profile("release"), "dev/*")));
    test.pass(MINUTE);
    expect(await statusOf(test)).toEqual([]);
  });
});

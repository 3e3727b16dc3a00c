import { describe, expect, it } from "vitest";
import { ecrKit, OCI_MANIFEST } from "../../../cloud/testing-ecr.ts";
import { nodeHasher } from "../../../node/hasher.ts";

const { addImage, addLayer, cloud, digest, manifestOf } = ecrKit(nodeHasher);

const repositoryName = "web";

describe("ListImageReferrers", () => {
  it("lists what names the subject, by artifact type and by pages", async () => {
    const test = cloud();
    await test.ecr("CreateRepository", { repositoryName });
    const subject = await addImage(test, repositoryName, "{}", "v1");
    await addLayer(test, repositoryName, "signature");
    const referrer = (artifactType: string) =>
      JSON.stringify({
        ...JSON.parse(manifestOf("signature")),
        artifactType,
        subject: { mediaType: OCI_MANIFEST, digest: digest(subject), size: subject.length },
        annotations: { by: "anna" },
      });
    for (const type of ["application/x.sig", "application/x.sbom"]) {
      expect((await test.ecr("PutImage", { repositoryName, imageManifest: referrer(type) })).status).toBe(200);
    }
    const list = async (more: object = {}) =>
      (await test.ecr("ListImageReferrers", { repositoryName, subjectId: { imageDigest: digest(subject) }, ...more })).json;
    expect((await list()).referrers).toHaveLength(2);
    const signature = referrer("application/x.sig");
    expect(await list({ filter: { artifactTypes: ["application/x.sig"] } })).toEqual({
      referrers: [
        {
          digest: digest(signature),
          mediaType: OCI_MANIFEST,
          artifactType: "application/x.sig",
          size: signature.length,
          annotations: { by: "anna" },
          artifactStatus: "ACTIVE",
        },
      ],
    });
    const { nextToken } = await list({ maxResults: 1 });
    expect(await list({ maxResults: 1, nextToken })).toEqual({ referrers: [expect.anything()] });
    expect(test.store.events.at(-1)).toMatchObject({ operation: "ListImageReferrers", action: "ecr:BatchGetImage" });
  });
});

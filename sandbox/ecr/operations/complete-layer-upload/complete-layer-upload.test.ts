import { describe, expect, it } from "vitest";
import { createCloud } from "../../../cloud/index.ts";
import { callEcr } from "../../../cloud/testing.ts";
import { ecrKit, noRepository, refusal } from "../../../cloud/testing-ecr.ts";
import { base64 } from "../../../kernel/bytes.ts";
import { nodeHasher } from "../../../node/hasher.ts";
import { memoryBlobs } from "../../../world/memory-blobs.ts";

const { addLayer, cloud, digest } = ecrKit(nodeHasher);

const repositoryName = "web";
const MIB = 1024 * 1024;

async function begun() {
  const test = cloud();
  await test.ecr("CreateRepository", { repositoryName });
  const { uploadId } = (await test.ecr("InitiateLayerUpload", { repositoryName })).json;
  const part = (first: number, bytes: Uint8Array) =>
    test.ecr("UploadLayerPart", {
      repositoryName,
      uploadId,
      partFirstByte: first,
      partLastByte: first + bytes.length - 1,
      layerPartBlob: base64(bytes),
    });
  const complete = (...layerDigests: string[]) => test.ecr("CompleteLayerUpload", { repositoryName, uploadId, layerDigests });
  return { test, uploadId: String(uploadId), part, complete };
}

describe("an upload through the API", () => {
  it("joins its parts and proves their digest", async () => {
    const { test, uploadId, part, complete } = await begun();
    const whole = new Uint8Array(5 * MIB + 7).fill(1);
    expect((await part(0, whole.slice(0, 5 * MIB))).json).toEqual({
      registryId: "111122223333",
      repositoryName,
      uploadId,
      lastByteReceived: 5 * MIB - 1,
    });
    expect((await part(5 * MIB, whole.slice(5 * MIB))).json).toMatchObject({ lastByteReceived: 5 * MIB + 6 });
    expect((await complete(digest("other"))).json).toEqual(
      refusal("InvalidLayerException", "None of the provided layer digests match the calculated layer digest"),
    );
    // "None of": one of them is enough.
    expect((await complete(digest("other"), digest(whole))).json).toEqual({
      registryId: "111122223333",
      repositoryName,
      uploadId,
      layerDigest: digest(whole),
    });
    const { layers } = (await test.ecr("BatchCheckLayerAvailability", { repositoryName, layerDigests: [digest(whole)] })).json;
    expect(layers).toMatchObject([{ layerDigest: digest(whole), layerAvailability: "AVAILABLE", layerSize: 5 * MIB + 7 }]);
    expect(test.store.world.uploads.size).toBe(0);
  });

  it("refuses a gap, an overlap and a length that is not the part's, naming the last good byte", async () => {
    const { test, uploadId, part } = await begun();
    await part(0, new Uint8Array(10));
    for (const [partFirstByte, partLastByte] of [
      [11, 11],
      [9, 9],
      [10, 12],
    ]) {
      const input = { repositoryName, uploadId, partFirstByte, partLastByte, layerPartBlob: base64(new Uint8Array(1)) };
      expect((await test.ecr("UploadLayerPart", input)).json).toMatchObject({
        __type: "InvalidLayerPartException",
        registryId: "111122223333",
        repositoryName,
        uploadId,
        lastValidByteReceived: 9,
      });
    }
  });

  it("lets parts that come at once follow each other, and refuses the late double", async () => {
    const { test, part } = await begun();
    const statuses = (await Promise.all([part(0, new Uint8Array(10)), part(0, new Uint8Array(10))])).map(({ status }) => status);
    expect(statuses).toEqual([200, 400]);
    expect([...test.store.world.uploads.values()]).toMatchObject([{ size: 10, parts: 1 }]);
  });

  it("judges small parts at the end: only the last may be below 5 MiB", async () => {
    const { part, complete } = await begun();
    const bytes = new Uint8Array(20);
    await part(0, bytes.slice(0, 10));
    await part(10, bytes.slice(10));
    expect((await complete(digest(bytes))).json).toEqual(
      refusal("LayerPartTooSmallException", "All layer parts except the last part should be at least 5MB"),
    );
  });

  it("refuses an empty upload, an unknown one, and a layer that is there", async () => {
    const { test, uploadId, part, complete } = await begun();
    expect((await complete(digest(""))).json).toEqual(
      refusal(
        "EmptyUploadException",
        `The upload with id '${uploadId}' in the repository with name 'web' in registry with id '111122223333' cannot be completed because it does not have any parts`,
      ),
    );
    await addLayer(test, repositoryName, "{}");
    await part(0, new TextEncoder().encode("{}"));
    expect((await complete(digest("{}"))).json).toMatchObject({ __type: "LayerAlreadyExistsException" });
    const unknown = { repositoryName, uploadId: "00000000-0000-4000-8000-000000000000", layerDigests: [digest("{}")] };
    expect((await test.ecr("CompleteLayerUpload", unknown)).json).toMatchObject({ __type: "UploadNotFoundException" });
    expect((await test.ecr("CompleteLayerUpload", { ...unknown, repositoryName: "nope" })).json).toEqual(noRepository("nope"));
  });

  it("says plainly that the storage is full, and keeps what was there", async () => {
    const test = cloud();
    await test.ecr("CreateRepository", { repositoryName });
    const { blobs: _, ...context } = test.options;
    const handle = createCloud({ ...context, blobs: memoryBlobs(nodeHasher, { limit: 5 }) });
    const small = { ...test, ecr: callEcr(handle, context.store) };
    const { uploadId } = (await small.ecr("InitiateLayerUpload", { repositoryName })).json;
    const input = { repositoryName, uploadId, partFirstByte: 0, partLastByte: 9, layerPartBlob: base64(new Uint8Array(10)) };
    expect((await small.ecr("UploadLayerPart", input)).json).toEqual(
      refusal("LimitExceededException", "The sandbox has no space left for more layers"),
    );
  });

  it("belongs to its repository alone", async () => {
    const { test, uploadId } = await begun();
    await test.ecr("CreateRepository", { repositoryName: "other" });
    const input = { repositoryName: "other", uploadId, partFirstByte: 0, partLastByte: 0, layerPartBlob: "AA==" };
    expect((await test.ecr("UploadLayerPart", input)).json).toMatchObject({ __type: "UploadNotFoundException" });
  });
});

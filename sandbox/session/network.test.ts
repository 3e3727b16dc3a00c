import { expect, test } from "vitest";
import { NO_BYTES } from "../kernel/bytes.ts";
import type { Handle } from "../kernel/exchange.ts";
import { nodeHasher } from "../node/hasher.ts";
import { memoryBlobs } from "../world/memory-blobs.ts";
import { Store } from "../world/store.ts";
import { changeMeta } from "./machine.ts";
import { troubled } from "./network.ts";
import { buildWorld } from "./presets/build.ts";

const ECR = "https://api.ecr.us-east-1.amazonaws.com/";
const UPLOAD = "https://111122223333.dkr.ecr.us-east-1.amazonaws.com/v2/web/blobs/uploads/1";

/** What becomes of a request: `answered`, or how its connection fails. */
async function over(patch: Parameters<typeof buildWorld>[0]) {
  const ports = { hasher: nodeHasher, blobs: memoryBlobs(nodeHasher) };
  const store = new Store(await buildWorld(patch, ports), { hasher: nodeHasher });
  const handle: Handle = async () => ({ status: 200, headers: {}, body: NO_BYTES });
  const ask = (url: string, method = "GET") =>
    troubled(handle, store, { method, url, headers: {}, body: NO_BYTES }).then(
      () => "answered",
      (error: { how: string }) => error.how,
    );
  return { store, ask };
}

test.each([
  ["nobody answers at a host", { faults: [{ fault: "unreachable", host: "registry-1.*" }] }, ["https://registry-1.docker.io/v2/"], [ECR, UPLOAD]],
  ["nobody answers in a Region", { faults: [{ fault: "region-down", region: "us-east-1" }] }, [ECR, UPLOAD], ["https://registry-1.docker.io/v2/"]],
  ["a private network reaches AWS alone", { network: "private" }, ["https://registry-1.docker.io/v2/", "https://public.ecr.aws/v2/"], [ECR, UPLOAD]],
])("%s", async (_, patch, silent, heard) => {
  const { store, ask } = await over(patch);
  const began = store.now();
  for (const url of silent) expect(await ask(url), url).toBe("timeout");
  expect(store.now() - began).toBe(silent.length * 15_000);
  expect(store.events.map(({ kind }) => kind)).toEqual(silent.map(() => "fault"));
  for (const url of heard) expect(await ask(url), url).toBe("answered");
});

test("a slow service answers late by the virtual clock", async () => {
  const { store, ask } = await over({ faults: [{ fault: "slow", by: "5s" }] });
  const began = store.now();
  expect(await ask(ECR)).toBe("answered");
  expect(store.now() - began).toBe(5_000);
});

test("a line breaks at a blob too many until the command ends, once", async () => {
  const { store, ask } = await over({ faults: [{ fault: "drop-after", blobs: 1 }] });
  expect([await ask(UPLOAD, "PATCH"), await ask(UPLOAD, "PUT")]).toEqual(["answered", "answered"]);
  expect([await ask(UPLOAD, "PATCH"), await ask(UPLOAD, "PUT"), await ask(ECR)]).toEqual(["reset", "reset", "reset"]);
  changeMeta(store, ({ command }) => ({ command: command + 1 }));
  expect(await ask(UPLOAD, "PATCH")).toBe("answered");
  expect(store.meta.faults).toEqual([]);
});

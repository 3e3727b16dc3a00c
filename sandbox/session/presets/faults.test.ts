import { expect, test } from "vitest";
import { nodeHasher } from "../../node/hasher.ts";
import { memoryBlobs } from "../../world/memory-blobs.ts";
import { Store } from "../../world/store.ts";
import { applyGiven, buildWorld } from "./build.ts";
import { faultFrom, faultsFrom, faultText } from "./faults.ts";

const ports = () => ({ hasher: nodeHasher, blobs: memoryBlobs(nodeHasher) });

test.each([
  [{ fault: "throttle" }, { kind: "throttle" }, "throttle"],
  [{ fault: "unavailable", host: "*.dkr.ecr.*" }, { kind: "unavailable", host: "*.dkr.ecr.*" }, "unavailable *.dkr.ecr.*"],
  [{ fault: "region-down", region: "eu-west-1" }, { kind: "region-down", region: "eu-west-1" }, "region-down eu-west-1"],
  [{ fault: "drop-after", blobs: 2 }, { kind: "drop-after", blobs: 2 }, "drop-after 2"],
  [{ fault: "slow" }, { kind: "slow", by: 3_000 }, "slow 3s"],
  [{ fault: "clock-skew", by: "-20m" }, { kind: "clock-skew", by: -1_200_000 }, "clock-skew -1200s"],
])("%j is a fault, and can be typed", (written, fault, typed) => {
  expect(faultsFrom([written])).toEqual([fault]);
  const [kind = "", given] = typed.split(" ");
  expect(faultText(faultFrom(kind, given) as never)).toBe(typed);
});

test.each([
  ["throttle", "faults is a list"],
  [[{ fault: "smoke" }], 'there is no fault "smoke"'],
  [[{ fault: "region-down" }], "region-down takes a Region"],
  [[{ fault: "drop-after", blobs: "all" }], "drop-after takes a number of blobs"],
  [[{ fault: "clock-skew" }], "clock-skew takes a duration"],
  [[{ fault: "slow", host: "*" }], "the fault slow takes by, not host"],
])("%j is a mistake of the author", (list, sentence) => {
  expect(() => faultsFrom(list)).toThrow(sentence);
});

test("a world has its faults from the beginning, and what is given ends them", async () => {
  const patch = { faults: [{ fault: "throttle" }], network: "private" };
  const store = new Store(await buildWorld(patch, ports()), { hasher: nodeHasher });
  expect(store.meta).toMatchObject({ faults: [{ kind: "throttle" }], network: "private" });
  await applyGiven(store, { faults: null, network: "open" }, patch, ports());
  expect(store.meta).toMatchObject({ faults: [], network: "open" });
  await expect(buildWorld({ network: "closed" }, ports())).rejects.toThrow('network is "open" or "private"');
});

/** A registry in the middle of a push, for the picture on the home page and for the tests of the panels. */
import type { ImageView, LayerView, RepositoryView, View } from "../session/contract.ts";

/** Digests of the example begin with these digits; the rest repeats them. */
function digest(start: string): string {
  return `sha256:${start.repeat(16).slice(0, 64)}`;
}

function layer(start: string, size: number): LayerView {
  return { digest: digest(start), size };
}

const base = layer("7f37", 3_420_000);
const runtime = layer("a3a1", 36_800_000);
const config = layer("36c7", 640);
const START = Date.parse("2026-11-23T10:00:00Z");
const MINUTE = 60_000;

function image(start: string, tags: readonly string[], layers: readonly LayerView[], minutes: number): ImageView {
  return {
    digest: digest(start),
    tags,
    layers,
    size: layers.reduce((sum, { size }) => sum + size, 0),
    pushedAt: START + minutes * MINUTE,
    mediaType: "application/vnd.docker.distribution.manifest.v2+json",
  };
}

function repository(name: string, rest: Partial<RepositoryView>): RepositoryView {
  return {
    account: "111122223333",
    region: "us-east-1",
    name,
    uri: `111122223333.dkr.ecr.us-east-1.amazonaws.com/${name}`,
    mutability: "MUTABLE",
    scanOnPush: false,
    images: [],
    arriving: [],
    layersStored: 0,
    layerUses: 0,
    ...rest,
  };
}

const site = [base, runtime, config];

export const exampleView: View = {
  now: START + 17 * MINUTE,
  startedAt: START,
  me: { name: "learner", arn: "arn:aws:iam::111122223333:user/learner", account: "111122223333", region: "us-east-1" },
  cli: 2,
  repositories: [
    repository("web", {
      scanOnPush: true,
      images: [image("5c1e", [], [...site, layer("6bfe", 3_880_000)], 2), image("3f9c", ["latest", "1.0"], [...site, layer("1e81", 3_880_000)], 4)],
      arriving: [base, runtime, layer("d2c7", 1_200_000)],
      layersStored: 6,
      layerUses: 9,
    }),
    repository("api", {
      mutability: "IMMUTABLE",
      images: [image("b07a", ["2.3"], [base, layer("84eb", 41_000_000), layer("bc73", 52_000_000), layer("2dc1", 2_180_000)], 1)],
      layersStored: 4,
      layerUses: 4,
    }),
    repository("worker", {}),
  ],
  logins: [{ host: "111122223333.dkr.ecr.us-east-1.amazonaws.com", expiresAt: START + 12 * 60 * MINUTE + 5 * MINUTE }],
  history: [],
  undone: [],
  requests: [],
  requestCount: 11,
  running: true,
  tasks: [],
  saving: "saved",
};

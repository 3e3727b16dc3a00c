/** A registry in the middle of a push, for the picture on the home page and for the tests of the panels. */
import type { ImageView, LayerView, RepositoryView, View } from "../session/contract.ts";

/** Images of the sandbox's own Docker: these are the digests and sizes that a push of them really has. */
function layer(digest: string, size: number): LayerView {
  return { digest: `sha256:${digest}`, size };
}

const base = layer("0f7a805aff2f1121a1fab67be14163b19fa4cc3ba9fdef4f6b1e7ab09fa41cbd", 3_800_000);
const runtime = layer("bf28dfb5f9375b92eb14b0cefc43574f5dc74bb42d27daf327e3ec67d6ce66a9", 41_000_000);
const packages = layer("16d56f377901653cbfb1a963b99a068dfcf6c2ea53984d67fa62d332c72a53ac", 9_400_000);
const hotfix = layer("9456e36c498c6cd196c1aee8a0bc993016d432aca0f1fcf910f263f136d5ca5b", 313_000);
const site11 = layer("ad8255de807c1ed4e768e3f4e123bd1413d9e3b62d92afaa139794290d97cea1", 312_000);
const packages2 = layer("7967ec0e7ada0741d762ce8cbb6e296e73b2521600c0ee5123e394a9aeb6514a", 10_100_000);
const site2 = layer("f9dd379e863038c6108e46939cb392dac1aa2ecfa2ed09babd9d24c48787b0d4", 340_000);
const api23 = layer("db617394835c3017f18e0ea3408e79acf43179298cc744ffca95e16f259041fa", 2_200_000);
const START = Date.parse("2026-11-23T10:00:00Z");
const MINUTE = 60_000;

function image(digest: string, tags: readonly string[], layers: readonly LayerView[], size: number, minutes: number): ImageView {
  return {
    digest: `sha256:${digest}`,
    tags,
    layers,
    size,
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

export const exampleView: View = {
  slot: "example",
  now: START + 17 * MINUTE,
  startedAt: START,
  me: { name: "learner", arn: "arn:aws:iam::111122223333:user/learner", account: "111122223333", region: "us-east-1" },
  cli: 2,
  repositories: [
    repository("web", {
      scanOnPush: true,
      images: [
        image("518cb2fca69ddcc38aecad85ec86b286f1d8dda09e69093efd8060536a17a3d2", [], [base, runtime, packages, hotfix], 54_514_747, 2),
        image(
          "ea4a73d76b46ca48b1a2772cb099dd04075164260b2a340831860d0e85cb3596",
          ["latest", "1.1"],
          [base, runtime, packages, site11],
          54_513_740,
          4,
        ),
      ],
      arriving: [site2, packages2],
      layersStored: 5,
      layerUses: 8,
    }),
    repository("api", {
      mutability: "IMMUTABLE",
      images: [image("4c437404fc82edca2b9812615a553466154e1360189fa68e724fa71157701130", ["2.3"], [base, runtime, api23], 47_001_522, 1)],
      layersStored: 3,
      layerUses: 3,
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

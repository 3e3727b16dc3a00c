/** Decision 39: every digest and size that is printed equals bytes really stored or sent. The bytes are read here and summed here. */
import { beforeAll, describe, expect, test } from "vitest";
import type { RequestEvent, Session } from "../../sandbox/index.ts";
import { everythingStored, must, run, sessionIn, sha256 } from "./support.ts";

const REPOSITORY = "web/hello";
const DOCKERFILE = "FROM python:3.13-alpine\\nCOPY hello /\\nRUN echo more > /more\\n";
const DIGEST = /sha256:[0-9a-f]{64}/g;

let session: Session;
let stored: Map<string, Uint8Array>;
const printed = new Map<string, string>();

/** What one of the commands below has printed. */
function output(line: string): string {
  const text = printed.get(line);
  if (text === undefined) throw new Error(`${line} was not run`);
  return text;
}

const COMMANDS = [
  `aws ecr create-repository --repository-name ${REPOSITORY}`,
  "aws ecr get-login-password | docker login --username AWS --password-stdin $ECR",
  `mkdir app; echo hello > app/hello; printf '${DOCKERFILE}' > app/Dockerfile`,
  "docker build -t hello:1 app",
  `docker tag hello:1 $ECR/${REPOSITORY}:1`,
  `docker push $ECR/${REPOSITORY}:1`,
  `docker tag worker:1.0 $ECR/${REPOSITORY}:worker`,
  `docker push $ECR/${REPOSITORY}:worker`,
  "docker images --digests --no-trunc",
  "docker images",
  `docker inspect $ECR/${REPOSITORY}:1`,
  "docker inspect worker:1.0 billing:4.2",
  "docker history --no-trunc hello:1",
  `docker manifest inspect -v $ECR/${REPOSITORY}:1`,
  `aws ecr describe-images --repository-name ${REPOSITORY}`,
  `aws ecr batch-get-image --repository-name ${REPOSITORY} --image-ids imageTag=1 imageTag=worker`,
  "docker pull busybox",
];

beforeAll(async () => {
  session = await sessionIn("blank");
  for (const line of COMMANDS) {
    const { status, stdout, stderr } = await run(session, line);
    if (status !== 0) throw new Error(`${line}: ${status}\n${stderr}`);
    printed.set(line, stdout + stderr);
  }
  stored = await everythingStored(session);
}, 60_000);

interface Descriptor {
  readonly digest: string;
  readonly size: number;
}

interface Manifest {
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
}

/** The manifest of that digest; of an index that for this machine. */
function manifestOf(digest: string): Manifest {
  const document = JSON.parse(new TextDecoder().decode(stored.get(digest))) as Manifest & {
    readonly manifests?: readonly { readonly digest: string; readonly platform?: { readonly architecture: string } }[];
  };
  const ours = document.manifests?.find(({ platform }) => platform?.architecture === "amd64");
  return ours ? manifestOf(ours.digest) : document;
}

/** Bytes of an image's configuration and layers, as they lie in storage. */
function bytesOf(digest: string): number {
  const { config, layers } = manifestOf(digest);
  return [config, ...layers].reduce((sum, part) => sum + (stored.get(part.digest)?.length ?? Number.NaN), 0);
}

function requests(): readonly RequestEvent[] {
  return session.machine().store.events.filter((event): event is RequestEvent => event.kind === "request");
}

describe("what is printed", () => {
  test.each(COMMANDS)("%s names only digests of bytes that are there", (line) => {
    expect([...new Set(output(line).match(DIGEST) ?? [])].filter((digest) => !stored.has(digest))).toEqual([]);
  });

  test("short ids are the beginnings of such digests", () => {
    const digests = [...stored.keys()];
    const short = [`docker push $ECR/${REPOSITORY}:1`, "docker images", "docker pull busybox"].flatMap(
      (line) => output(line).match(/\b[0-9a-f]{12}\b(?!\.dkr)/g) ?? [],
    );
    expect(short.length).toBeGreaterThan(8);
    expect(short.filter((id) => !digests.some((digest) => digest.startsWith(`sha256:${id}`)))).toEqual([]);
  });

  test("sizes in descriptors are the lengths of what they describe", () => {
    const found: Descriptor[] = [];
    const visit = (value: unknown): void => {
      if (typeof value === "string" && value.startsWith("{")) visit(JSON.parse(value));
      if (typeof value !== "object" || value === null) return;
      const { digest, size } = value as Partial<Descriptor>;
      if (digest !== undefined && size !== undefined) found.push({ digest, size });
      Object.values(value).forEach(visit);
    };
    for (const line of COMMANDS.filter((command) => /batch-get-image|manifest inspect|docker inspect/.test(command))) visit(JSON.parse(output(line)));
    expect(found.length).toBeGreaterThan(12);
    expect(found.filter(({ digest, size }) => stored.get(digest)?.length !== size)).toEqual([]);
  });

  test("docker push says the length of the manifest, describe-images and docker inspect the sum of configuration and layers", () => {
    const pushed = [1, "worker"].map((tag) => /digest: (sha256:\w+) size: (\d+)/.exec(output(`docker push $ECR/${REPOSITORY}:${tag}`)) ?? []);
    expect(pushed.map(([, digest = ""]) => stored.get(digest)?.length)).toEqual(pushed.map(([, , size]) => Number(size)));
    const { imageDetails } = JSON.parse(output(`aws ecr describe-images --repository-name ${REPOSITORY}`)) as {
      imageDetails: { imageDigest: string; imageSizeInBytes: number }[];
    };
    expect(imageDetails).toHaveLength(2);
    for (const { imageDigest, imageSizeInBytes } of imageDetails) expect(imageSizeInBytes, imageDigest).toBe(bytesOf(imageDigest));
    const inspected = COMMANDS.filter((line) => line.startsWith("docker inspect")).flatMap(
      (line) => JSON.parse(output(line)) as { Id: string; Size: number }[],
    );
    for (const { Id, Size } of inspected) expect(Size, Id).toBe(bytesOf(Id));
  });

  test("docker images and docker history round these sums", () => {
    const rounded = (text: string) =>
      Number.parseFloat(text) * { B: 1, kB: 1e3, MB: 1e6, GB: 1e9 }[text.replace(/[\d.]+/, "") as "B" | "kB" | "MB" | "GB"];
    const rows = output("docker images --digests --no-trunc").split("\n").slice(1, -1);
    expect(rows.length).toBeGreaterThan(8);
    for (const row of rows) {
      const [digest = ""] = row.match(DIGEST) ?? [];
      const shown = rounded(row.trim().split(/\s+/).at(-1) ?? "");
      expect(Math.abs(shown / bytesOf(digest) - 1), row).toBeLessThan(0.006);
    }
    const [newest] = output("docker history --no-trunc hello:1").match(DIGEST) ?? [];
    const layers = manifestOf(newest ?? "").layers.map(({ size }) => size);
    const sizes = [...output("docker history --no-trunc hello:1").matchAll(/ (\d[\d.]*[kMG]?B) /g)]
      .map(([, size]) => rounded(size ?? ""))
      .filter((size) => size > 0);
    expect(sizes.reverse().map((size, at) => Math.abs(size / (layers[at] ?? 0) - 1) < 0.006)).toEqual(layers.map(() => true));
  });

  test("every blob a push sent and a pull fetched went over the wire in its whole length", () => {
    const pushes = requests().filter(({ method, service }) => method === "PATCH" && service === "registry");
    const kept = [...session.machine().store.world.layers.values()];
    expect(pushes.map(({ request }) => request.bytes).sort()).toEqual(kept.map(({ digest }) => stored.get(digest)?.length).sort());
    const fetched = requests().filter(({ method, path, status }) => method === "GET" && /\/blobs\/sha256:/.test(path) && status === 200);
    expect(fetched.length).toBeGreaterThan(2);
    for (const { path, response } of fetched) expect(response.bytes, path).toBe(stored.get(path.match(DIGEST)?.[0] ?? "")?.length);
  });

  test("a build names the base layers that it downloads, and only those", async () => {
    const layers = manifestOf(/@(sha256:[0-9a-f]{64})/.exec(output("docker build -t hello:1 app"))?.[1] ?? "").layers;
    const shown = [...output("docker build -t hello:1 app").matchAll(/^#\d+ (sha256:\w+) ([\d.]+)MB \/ /gm)].map(([, digest, size]) => [
      digest,
      size,
    ]);
    const downloaded = requests().flatMap(({ path, host, method }) =>
      method === "GET" && host.endsWith("docker.io") ? (path.match(/blobs\/(sha256:\w+)$/)?.[1] ?? []) : [],
    );
    const expected = layers.filter(({ digest }) => downloaded.includes(digest)).map(({ digest, size }) => [digest, (size / 1e6).toFixed(2)]);
    expect(shown.length).toBeGreaterThan(0);
    expect(shown).toEqual(expected);
  });
});

describe("an image that was pushed with curl", () => {
  test("shows on the map with its layers, under its tag", async () => {
    const fresh = await sessionIn("blank");
    const lines = [
      "token=$(aws ecr get-authorization-token --query 'authorizationData[0].authorizationToken' --output text)",
      'echo \'a layer\' > layer; echo \'{"os":"linux","architecture":"amd64"}\' > config',
      "digest() { echo sha256:$(sha256sum < $1 | cut -d' ' -f1); }",
      'put() { curl -sf -X POST -H "Authorization: Basic $token" -H "Content-Type: application/octet-stream" --data-binary @$1 "https://$ECR/v2/web/storefront/blobs/uploads/?digest=$(digest $1)"; }',
      "put layer && put config",
      'type=application/vnd.oci.image.manifest.v1+json; describe() { printf \'{"mediaType":"%s","digest":"%s","size":%d}\' $2 $(digest $1) $(wc -c < $1); }',
      'printf \'{"schemaVersion":2,"mediaType":"%s","config":%s,"layers":[%s]}\' $type "$(describe config application/vnd.oci.image.config.v1+json)" "$(describe layer application/vnd.oci.image.layer.v1.tar)" > manifest',
      'curl -sf -X PUT -H "Authorization: Basic $token" -H "Content-Type: $type" --data-binary @manifest https://$ECR/v2/web/storefront/manifests/by-hand',
    ];
    let seen = await fresh.open({ world: "repo" });
    await fresh.subscribe((view) => {
      seen = view;
    });
    for (const line of lines) await must(fresh, line);
    const images = seen.repositories.find(({ name }) => name === "web/storefront")?.images ?? [];
    const manifest = await fresh.machine().files.read("/home/learner/manifest");
    const layer = new TextEncoder().encode("a layer\n");
    const config = await fresh.machine().files.read("/home/learner/config");
    expect(images.find(({ tags }) => tags.includes("by-hand"))).toMatchObject({
      digest: sha256(manifest),
      size: layer.length + config.length,
      layers: [{ digest: sha256(layer), size: layer.length }],
    });
  });
});

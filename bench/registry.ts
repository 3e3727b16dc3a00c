/** The server beside Debian's docker-registry: the same requests to both in turn, so that the machine's mood cancels out. */
import { createHash, randomBytes } from "node:crypto";
import { createRepository, passwordOf } from "../tests/clients/support/api.ts";
import { startServer, temporaryFolder } from "../tests/clients/support/server.ts";
import { cpuPerRequest, median, timeOf } from "./measure.ts";
import { type Peer, startPeer } from "./peer.ts";
import type { Row } from "./run.ts";

const PAIRS = 3;
const REPOSITORY = "bench/app";
const MANIFEST = "application/vnd.oci.image.manifest.v1+json";

interface Subject {
  readonly host: string;
  readonly pid: number;
  readonly headers: Record<string, string>;
}

const sha256 = (bytes: Uint8Array) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

async function request(
  { host, headers }: Subject,
  method: string,
  path: string,
  expected: number,
  more: Record<string, string> = {},
  body?: Uint8Array,
): Promise<Response> {
  const url = path.startsWith("http") ? path : `http://${host}${path}`;
  const response = await fetch(url, { method, headers: { ...headers, ...more }, ...(body && { body: body as unknown as string }) });
  await response.arrayBuffer();
  if (response.status !== expected && !(expected === 202 && response.status === 201))
    throw new Error(`${method} ${url}: ${response.status}, expected ${expected}`);
  return response;
}

async function upload(subject: Subject, bytes: Uint8Array): Promise<string> {
  const digest = sha256(bytes);
  const started = await request(subject, "POST", `/v2/${REPOSITORY}/blobs/uploads/`, 202);
  const location = new URL(started.headers.get("location") ?? "", `http://${subject.host}`);
  location.searchParams.set("digest", digest);
  await request(subject, "PUT", location.href, 201, { "content-type": "application/octet-stream" }, bytes);
  return digest;
}

/** An image's manifest over one layer that is there; the annotation makes each digest another. */
function manifest(config: string, layer: string, size: number, index: number): Uint8Array {
  return Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: MANIFEST,
      config: { mediaType: "application/vnd.oci.image.config.v1+json", digest: config, size: 2 },
      layers: [{ mediaType: "application/vnd.oci.image.layer.v1.tar+gzip", digest: layer, size }],
      annotations: { index: String(index) },
    }),
  );
}

async function compare(
  subjects: readonly [ours: Subject, peer: Subject],
  measure: (subject: Subject, turn: number) => Promise<number>,
): Promise<number> {
  const ratios: number[] = [];
  for (let turn = 0; turn < PAIRS; turn++) {
    const ours = await measure(subjects[0], turn);
    ratios.push((await measure(subjects[1], turn)) / ours);
  }
  return median(ratios);
}

/** Ratios docker-registry / ours; all "not measured" without the peer. */
export async function registryRows(): Promise<Row[]> {
  const names = ["GET /v2/: server CPU", "GET manifest by tag: server CPU", "PUT manifest: server CPU", "PUT a 100 MB blob: time"].map(
    (name) => `${name}, docker-registry / ours`,
  );
  const peer: Peer | undefined = await startPeer();
  if (!peer) return names.map((name) => ({ name }));
  const folder = temporaryFolder("bench");
  const server = await startServer("--data", folder.path);
  try {
    await createRepository(server, REPOSITORY);
    const ours: Subject = {
      host: server.host,
      pid: server.pid,
      headers: { authorization: `Basic ${Buffer.from(`AWS:${await passwordOf(server)}`).toString("base64")}` },
    };
    const theirs: Subject = { host: peer.host, pid: peer.pid, headers: {} };
    const layer = randomBytes(20_000);
    let config = "";
    for (const subject of [ours, theirs]) {
      config = await upload(subject, Buffer.from("{}"));
      await upload(subject, layer);
      await request(
        subject,
        "PUT",
        `/v2/${REPOSITORY}/manifests/v0`,
        201,
        { "content-type": MANIFEST },
        manifest(config, sha256(layer), layer.length, 0),
      );
    }
    const subjects = [ours, theirs] as const;
    const accept = { accept: MANIFEST };
    const values = [
      await compare(subjects, (subject) => cpuPerRequest(subject.pid, 800, () => request(subject, "GET", "/v2/", 200))),
      await compare(subjects, (subject) =>
        cpuPerRequest(subject.pid, 800, () => request(subject, "GET", `/v2/${REPOSITORY}/manifests/v0`, 200, accept)),
      ),
      await compare(subjects, (subject, turn) =>
        cpuPerRequest(subject.pid, 300, (index) => {
          const n = turn * 300 + index + 1;
          return request(
            subject,
            "PUT",
            `/v2/${REPOSITORY}/manifests/v${n}`,
            201,
            { "content-type": MANIFEST },
            manifest(config, sha256(layer), layer.length, n),
          );
        }),
      ),
      await compare(subjects, (subject) => timeOf(() => upload(subject, randomBytes(100_000_000)))),
    ];
    return names.map((name, index) => ({ name, value: values[index] as number }));
  } finally {
    await server.stop();
    await peer.stop();
    folder.remove();
  }
}

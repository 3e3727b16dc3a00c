/**
 * The server beside Debian's docker-registry: the same requests to both in turn, so that the machine's mood cancels out. Both write to
 * disk and flush; ours besides asks who the client is and what they may do.
 */
import { randomBytes } from "node:crypto";
import { createRepository } from "../tests/clients/support/api.ts";
import { MANIFEST, type Request, type Subject, send, sha256, upload, withLayers } from "./client.ts";
import { alternate, type Cost, costOf, paired, timeOf } from "./measure.ts";
import { type Row, shown } from "./row.ts";
import { besideRegistry } from "./sides.ts";

const REPOSITORY = "bench/app";
const TURNS = 5;
/** Requests of a turn, and how many at once. */
const TIMES = 600;
const PARALLEL = 8;
const BLOB = 100_000_000;

/** A row of CPU and, beside it, what the wall clock says: theirs / ours. */
function costRow(name: string, costs: readonly [Cost, Cost][]): Row {
  const cpu = paired(costs.map(([ours, theirs]) => [ours.cpu, theirs.cpu]));
  const wall = paired(costs.map(([ours, theirs]) => [ours.wall, theirs.wall]));
  return { name, value: cpu.ratio, beside: `${shown(cpu, "µs")}; wall clock ${wall.ratio.toFixed(1)}` };
}

async function requestRows(subjects: readonly [Subject, Subject]): Promise<Row[]> {
  const manifests = new Map<Subject, (index: number) => Uint8Array>();
  const put = (subject: Subject, index: number): Request => ({
    method: "PUT",
    path: `/v2/${REPOSITORY}/manifests/v${index}`,
    headers: { "content-type": MANIFEST },
    body: manifests.get(subject)?.(index) ?? new Uint8Array(),
  });
  for (const subject of subjects) {
    manifests.set(subject, await withLayers(subject, REPOSITORY));
    await send(subject, put(subject, 0));
  }
  const get: Request = { method: "GET", path: `/v2/${REPOSITORY}/manifests/v0`, headers: { accept: MANIFEST } };
  const requests: Readonly<Record<string, (subject: Subject, index: number) => Request>> = {
    "GET /v2/": () => ({ method: "GET", path: "/v2/" }),
    "GET manifest by tag": () => get,
    "PUT manifest": put,
  };
  const rows: Row[] = [];
  for (const [name, request] of Object.entries(requests)) {
    const costs = await alternate(subjects, TURNS, (subject, turn) =>
      costOf(subject.pid, TIMES, PARALLEL, (index) => send(subject, request(subject, turn * TIMES + index + 1))),
    );
    rows.push(costRow(`${name}: server CPU, docker-registry / ours`, costs));
  }
  return rows;
}

async function blobRow(subjects: readonly [Subject, Subject]): Promise<Row> {
  const times = await alternate(subjects, TURNS, async (subject) => {
    const bytes = randomBytes(BLOB);
    const digest = sha256(bytes);
    return timeOf(() => upload(subject, REPOSITORY, bytes, digest));
  });
  const time = paired(times);
  return { name: "PUT a 100 MB blob: time, docker-registry / ours", value: time.ratio, beside: shown(time, "ms") };
}

export function registryRows(): Promise<Row[]> {
  return besideRegistry(async ({ server, password, peer }) => {
    await createRepository(server, REPOSITORY);
    const headers = { authorization: `Basic ${Buffer.from(`AWS:${password}`).toString("base64")}` };
    const subjects = [
      { host: server.host, pid: server.pid, headers },
      { host: peer.host, pid: peer.pid, headers: {} },
    ] as const;
    return [...(await requestRows(subjects)), await blobRow(subjects)];
  });
}

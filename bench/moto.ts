/**
 * The API beside `moto_server`, both in memory: signed requests, one client, one request after another. Moto pages nothing: asked for a
 * page of images it describes all of them.
 */
import { execFileSync } from "node:child_process";
import { sign } from "../sandbox/http/sigv4/sign.ts";
import { nodeHasher } from "../sandbox/node/hasher.ts";
import { ownKeys, passwordOf } from "../tests/clients/support/api.ts";
import { startServer } from "../tests/clients/support/server.ts";
import { type Subject, send, withLayers } from "./client.ts";
import { alternate, awake, cpuOf, median, paired, timeOf } from "./measure.ts";
import { startMoto, startOurs } from "./peer.ts";
import { type Row, shown } from "./row.ts";

const TURNS = 5;
const CREATIONS = 1_000;
const IMAGES = 1_000;
const REGION = "us-east-1";
const JSON_TYPE = "application/x-amz-json-1.1";

interface Api extends Subject {
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** A signed request, made before its time is taken. */
function call({ host, credentials }: Api, operation: string, input: object) {
  const body = Buffer.from(JSON.stringify(input));
  const headers = { "content-type": JSON_TYPE, "x-amz-target": `AmazonEC2ContainerRegistry_V20150921.${operation}` };
  const signing = { hasher: nodeHasher, credentials, region: REGION, service: "ecr", now: Date.now() };
  const signed = sign({ method: "POST", url: `http://${host}/`, headers, body }, signing) as Record<string, string>;
  return { method: "POST", path: "/", headers: signed, body };
}

/** The program itself: a version manager's stand-in for it takes longer to start than we do. */
function programOf(name: string): string {
  try {
    return execFileSync("pyenv", ["which", name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return name;
  }
}

/** Times of calls one after another, milliseconds, and the server's CPU for each, microseconds. */
async function serial(api: Api, calls: readonly ReturnType<typeof call>[]): Promise<{ readonly median: number; readonly cpu: number }> {
  const before = cpuOf(api.pid);
  const times: number[] = [];
  await awake(async () => {
    for (const one of calls) times.push(await timeOf(() => send(api, one)));
  });
  return { median: median(times), cpu: (cpuOf(api.pid) - before) / calls.length };
}

async function creationRows(apis: readonly [Api, Api]): Promise<Row[]> {
  const turns = await alternate(apis, TURNS, (api, turn) =>
    serial(
      api,
      Array.from({ length: CREATIONS }, (_, index) => call(api, "CreateRepository", { repositoryName: `created/${turn}-${index}` })),
    ),
  );
  const time = paired(turns.map(([ours, theirs]) => [ours.median, theirs.median]));
  const cpu = paired(turns.map(([ours, theirs]) => [ours.cpu, theirs.cpu]));
  return [
    { name: "CreateRepository: median time, moto / ours", value: time.ratio, beside: shown(time, "ms") },
    { name: "CreateRepository: server CPU, moto / ours", value: cpu.ratio, beside: shown(cpu, "µs") },
  ];
}

async function pageRow(apis: readonly [Api, Api]): Promise<Row> {
  const [ours] = apis;
  for (const api of apis) await send(api, call(api, "CreateRepository", { repositoryName: "big" }));
  const manifest = await withLayers(ours, "big");
  for (const api of apis) {
    for (let index = 0; index < IMAGES; index++) {
      const imageManifest = Buffer.from(manifest(index)).toString();
      await send(api, call(api, "PutImage", { repositoryName: "big", imageManifest, imageTag: `v${index}` }));
    }
  }
  const turns = await alternate(apis, TURNS, (api) =>
    serial(
      api,
      Array.from({ length: 10 }, () => call(api, "DescribeImages", { repositoryName: "big", maxResults: 100 })),
    ),
  );
  const time = paired(turns.map(([one, other]) => [one.median, other.median]));
  return { name: "DescribeImages page of 100 at 1,000 images: time, moto / ours", value: time.ratio, beside: shown(time, "ms") };
}

async function startRow(program: string): Promise<Row> {
  const turns = await alternate([startOurs, () => startMoto(program)], TURNS, async (start) => {
    const peer = await start();
    if (!peer) throw new Error("a server that started before does not start");
    await peer.stop();
    return peer.start;
  });
  const wall = paired(turns.map(([ours, theirs]) => [ours.wall, theirs.wall]));
  const inverse = paired(turns.map(([ours, theirs]) => [theirs.wall, ours.wall]));
  const cpu = paired(turns.map(([ours, theirs]) => [theirs.cpu, ours.cpu]));
  return { name: "start to first answer: time, ours / moto", value: inverse.ratio, beside: `${shown(wall, "ms")}; CPU ${cpu.ratio.toFixed(2)}` };
}

/** No rows without the peer. */
export async function motoRows(): Promise<Row[]> {
  const program = programOf("moto_server");
  const moto = await startMoto(program);
  if (!moto) return [];
  const server = await startServer();
  try {
    const { id, secret } = ownKeys(server);
    const headers = { authorization: `Basic ${Buffer.from(`AWS:${await passwordOf(server)}`).toString("base64")}` };
    const credentials = { accessKeyId: id, secretAccessKey: secret };
    const ours = { host: server.host, pid: server.pid, headers, credentials };
    const apis = [ours, { host: moto.host, pid: moto.pid, headers: {}, credentials }] as const;
    return [...(await creationRows(apis)), await pageRow(apis), await startRow(program)];
  } finally {
    await server.stop();
    await moto.stop();
  }
}

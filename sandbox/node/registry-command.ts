/** `npm run registry`: starts the servers and says how to reach them, in lines ready to paste. */
import { readFileSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { fetchUsual } from "../cloud/index.ts";
import { formatDuration } from "../session/presets/durations.ts";
import { BadWorld } from "../session/presets/grammar.ts";
import { StorageFull } from "../world/blobs.ts";
import { PUBLIC_REGION } from "../world/keys.ts";
import { NewerSnapshot } from "../world/snapshot.ts";
import type { RegistryPort } from "./addresses.ts";
import { BadArguments, type RegistryOptions, registryOptions, USAGE } from "./arguments.ts";
import { ControlError } from "./control-error.ts";
import type { Certificate } from "./http-server.ts";
import { FolderInUse } from "./lock.ts";
import { DamagedFolder } from "./log.ts";
import { offsetOf, type RegistryServer, shownHost, startRegistry } from "./registry-server.ts";
import { keysOf } from "./server-world.ts";

const SITE = fileURLToPath(new URL("../../dist", import.meta.url));

/** Milliseconds. */
const FETCH_AFTER = 250;

/** What the first command asks for, and all of it compiled already for the next start. */
async function fetchTheRest(): Promise<void> {
  await fetchUsual();
  flushCompileCache();
}

/** Runs until it is interrupted; resolves with an exit status when it could not start. */
export async function registryCommand(argv: readonly string[]): Promise<number | undefined> {
  let options: RegistryOptions;
  try {
    const read = registryOptions(argv);
    if (read === "help") {
      console.log(USAGE);
      return 0;
    }
    options = read;
  } catch (error) {
    if (!(error instanceof BadArguments)) throw error;
    console.error(`${error.message}\n\n${USAGE}`);
    return 2;
  }
  try {
    const tls = options.tls && { cert: pem("--tls-cert", options.tls.cert), key: pem("--tls-key", options.tls.key) };
    const server = options.oci ? await startPlain(options, tls) : await startCloud(options, tls);
    console.log(server.greeting);
    // Nobody waits for it yet; the first answer needed none of it.
    if (!options.oci) setTimeout(fetchTheRest, FETCH_AFTER).unref();
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => {
        server.close().finally(() => process.exit(signal === "SIGINT" ? 130 : 0));
      });
    }
    return undefined;
  } catch (error) {
    const sentence = sentenceOf(error, options);
    if (sentence === undefined) throw error;
    console.error(sentence);
    return 1;
  }
}

class BadCertificate extends Error {}

function pem(option: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new BadCertificate(`${option} "${path}": ${(error as Error).message}`);
  }
}

interface Started {
  readonly greeting: string;
  close(): Promise<void>;
}

async function startCloud(options: RegistryOptions, tls: Certificate | undefined): Promise<Started> {
  const onOpened = (registry: RegistryPort) => console.log(furtherRegistry(registry, options));
  const server = await startRegistry({ ...options, tls, site: SITE, onOpened });
  return { greeting: greeting(server, options), close: () => server.close() };
}

async function startPlain(options: RegistryOptions, tls: Certificate | undefined): Promise<Started> {
  const { startOci } = await import("./oci-server.ts");
  const server = await startOci({ ...options, tls, onFault: (error) => console.error(error) });
  const lines = [
    `A plain OCI registry is at ${originOf(options, server.port)} (Ctrl-C ends it). It asks nobody who they are.`,
    ...carefully(options),
    keeping(options),
    ...tornOff(server.torn),
  ];
  return { greeting: lines.join("\n"), close: () => server.close() };
}

/** Their message is the whole sentence. */
const SAID = [BadWorld, FolderInUse, ControlError, BadCertificate];

function sentenceOf(error: unknown, { port, host, data, limit }: RegistryOptions): string | undefined {
  if (SAID.some((kind) => error instanceof kind)) return (error as Error).message;
  if (error instanceof NewerSnapshot) return `${data}: ${error.message}; nothing was changed`;
  if (error instanceof DamagedFolder) return `${error.message}; nothing was changed`;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") return `a port from ${port} on is taken on ${host}; choose another with --port`;
  if (error instanceof StorageFull && limit !== undefined) return `the layers of the world to begin with have more than ${limit} bytes (--limit)`;
  if (error instanceof StorageFull || code === "ENOSPC") return `${data ?? tmpdir()}: no space left on the disk`;
  if (code === "ERR_SOCKET_BAD_PORT") return `there are no ports enough from ${port} on; choose another with --port`;
  if (code !== undefined && /^ERR_(?:OSSL|SSL)/.test(code)) return `--tls-cert or --tls-key: ${message}`;
  return code === undefined ? undefined : message;
}

function originOf({ host, tls }: RegistryOptions, port: number | undefined): string {
  return `${tls ? "https" : "http"}://${shownHost(host)}:${port}`;
}

function furtherRegistry({ account, region, port }: RegistryPort, options: RegistryOptions): string {
  if (region === PUBLIC_REGION) return `ECR Public for account ${account} at ${originOf(options, port)}`;
  return `Further registry: account ${account} in ${region} at ${originOf(options, port)}`;
}

function carefully({ host, tls, oci }: RegistryOptions): readonly string[] {
  if (host === "127.0.0.1") return [];
  const reach = oci ? "may read and write everything" : "can try the keys below";
  return [`Careful: it listens at ${host}. Whoever reaches that address ${reach}${tls ? "" : ", and nothing is encrypted"}.`];
}

function keeping({ data }: RegistryOptions): string {
  return data === undefined ? "Everything is gone when it ends; --data DIR keeps it." : `Everything is kept in ${data}.`;
}

function tornOff(bytes: number): readonly string[] {
  return bytes > 0 ? [`${bytes} bytes of an unfinished change at the log's end were put aside.`] : [];
}

/** How to reach the server by the names that ECR has: the client has to be told where those lead. */
function realNames({ tls, host }: RegistryOptions, { account, region, port }: RegistryPort): readonly string[] {
  if (!tls) return [];
  const name = `${account}.dkr.ecr.${region}.amazonaws.com`;
  return [
    "",
    "It also answers to ECR's own names, if its certificate has them:",
    `  curl --resolve ${name}:${port}:${shownHost(host)} https://${name}:${port}/v2/`,
  ];
}

function controlling({ control }: RegistryOptions): readonly string[] {
  if (control === undefined) return [];
  return ["", "Its clock, world and faults obey:", `  node sandbox/node.js control ${control} help`];
}

function greeting({ registries, store, torn }: RegistryServer, options: RegistryOptions): string {
  const [home, ...others] = registries;
  const [me, ...people] = keysOf(store.world);
  const ecr = `${shownHost(options.host)}:${home?.port}`;
  const origin = originOf(options, home?.port);
  const lines = [
    `Gantry's registry of account ${home?.account} in ${home?.region} is at ${origin} (Ctrl-C ends it).`,
    ...carefully(options),
    keeping(options),
    ...tornOff(torn),
    ...(offsetOf(store) === 0
      ? []
      : [`Its clock is ${formatDuration(Math.abs(offsetOf(store)))} ${offsetOf(store) > 0 ? "ahead of" : "behind"} this machine's.`]),
    "",
    `export AWS_ACCESS_KEY_ID=${me?.id}`,
    `export AWS_SECRET_ACCESS_KEY=${me?.secret}`,
    ...(me?.token === undefined ? [] : [`export AWS_SESSION_TOKEN=${me.token}`]),
    `export AWS_DEFAULT_REGION=${home?.region} AWS_REGION=${home?.region}`,
    `export AWS_ENDPOINT_URL=${origin}`,
    `export AWS_EC2_METADATA_DISABLED=true AWS_PAGER=`,
    `export ECR=${ecr}`,
    "",
    `aws ecr create-repository --repository-name hello`,
    `aws ecr get-login-password | docker login --username AWS --password-stdin $ECR`,
    ...(home ? realNames(options, home) : []),
    ...controlling(options),
    ...(others.length === 0 ? [] : [""]),
    ...others.map((registry) => furtherRegistry(registry, options)),
    ...(people.length === 0 ? [] : ["\nOther people's keys:"]),
    ...people.map(
      ({ arn, id, secret, token }) =>
        `  ${arn}  AWS_ACCESS_KEY_ID=${id} AWS_SECRET_ACCESS_KEY=${secret}${token === undefined ? "" : ` AWS_SESSION_TOKEN=${token}`}`,
    ),
  ];
  return lines.join("\n");
}

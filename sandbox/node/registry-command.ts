/** `npm run registry`: starts the servers and says how to reach them, in lines ready to paste. */
import { fileURLToPath } from "node:url";
import { formatDuration } from "../session/presets/durations.ts";
import { BadWorld } from "../session/presets/grammar.ts";
import { NewerSnapshot } from "../world/snapshot.ts";
import type { RegistryPort } from "./addresses.ts";
import { BadArguments, type RegistryOptions, registryOptions, USAGE } from "./arguments.ts";
import { FolderInUse } from "./lock.ts";
import { offsetOf, type RegistryServer, startRegistry } from "./registry-server.ts";
import { keysOf } from "./server-world.ts";

const SITE = fileURLToPath(new URL("../../dist", import.meta.url));

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
  let server: RegistryServer;
  try {
    const onOpened = (registry: RegistryPort) => console.log(furtherRegistry(registry, shownHost(options)));
    server = await startRegistry({ ...options, site: SITE, onOpened });
  } catch (error) {
    const sentence = sentenceOf(error, options);
    if (sentence === undefined) throw error;
    console.error(sentence);
    return 1;
  }
  console.log(greeting(server, options));
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      server.close().finally(() => process.exit(signal === "SIGINT" ? 130 : 0));
    });
  }
  return undefined;
}

function sentenceOf(error: unknown, { port, host, data }: RegistryOptions): string | undefined {
  if (error instanceof BadWorld || error instanceof FolderInUse) return error.message;
  if (error instanceof NewerSnapshot) return `${data}: ${error.message}; nothing was changed`;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") return `a port from ${port} on is taken on ${host}; choose another with --port`;
  return code === undefined ? undefined : message;
}

/** The address to paste, whichever the server listens at. */
function shownHost({ host }: Pick<RegistryOptions, "host">): string {
  return host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
}

function furtherRegistry({ account, region, port }: RegistryPort, shown: string): string {
  return `Further registry: account ${account} in ${region} at http://${shown}:${port}`;
}

function greeting({ registries, store, torn }: RegistryServer, { host, data }: RegistryOptions): string {
  const shown = shownHost({ host });
  const [home, ...others] = registries;
  const [me, ...people] = keysOf(store.world);
  const ecr = `${shown}:${home?.port}`;
  const lines = [
    `Gantry's registry of account ${home?.account} in ${home?.region} is at http://${ecr} (Ctrl-C ends it).`,
    ...(host === "127.0.0.1"
      ? []
      : [`Careful: it listens at ${host}. Whoever reaches that address can try the keys below, and nothing is encrypted.`]),
    data === undefined ? "Everything is gone when it ends; --data DIR keeps it." : `Everything is kept in ${data}.`,
    ...(torn > 0 ? [`${torn} bytes of an unfinished change at the log's end were put aside.`] : []),
    ...(offsetOf(store) === 0
      ? []
      : [`Its clock is ${formatDuration(Math.abs(offsetOf(store)))} ${offsetOf(store) > 0 ? "ahead of" : "behind"} this machine's.`]),
    "",
    `export AWS_ACCESS_KEY_ID=${me?.id}`,
    `export AWS_SECRET_ACCESS_KEY=${me?.secret}`,
    ...(me?.token === undefined ? [] : [`export AWS_SESSION_TOKEN=${me.token}`]),
    `export AWS_DEFAULT_REGION=${home?.region} AWS_REGION=${home?.region}`,
    `export AWS_ENDPOINT_URL=http://${ecr}`,
    `export AWS_EC2_METADATA_DISABLED=true AWS_PAGER=`,
    `export ECR=${ecr}`,
    "",
    `aws ecr create-repository --repository-name hello`,
    `aws ecr get-login-password | docker login --username AWS --password-stdin $ECR`,
    ...(others.length === 0 ? [] : [""]),
    ...others.map((registry) => furtherRegistry(registry, shown)),
    ...(people.length === 0 ? [] : ["\nOther people's keys:"]),
    ...people.map(
      ({ arn, id, secret, token }) =>
        `  ${arn}  AWS_ACCESS_KEY_ID=${id} AWS_SECRET_ACCESS_KEY=${secret}${token === undefined ? "" : ` AWS_SESSION_TOKEN=${token}`}`,
    ),
  ];
  return lines.join("\n");
}

/** `~/.docker/config.json`: where Docker keeps who it is at which registry, merely encoded, or which helper knows. */
import { base64, fromBase64, text, utf8 } from "../../../kernel/bytes.ts";
import { dirname, join } from "../../../shell/files/paths.ts";
import type { ProgramContext } from "../../../shell/program.ts";
import { type ConfigFile, parseConfig } from "./parse.ts";

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Key of Docker Hub in `auths`. */
export const HUB_SERVER = "https://index.docker.io/v1/";

type Place = Pick<ProgramContext, "env" | "files">;

export function configPath({ env }: Pick<ProgramContext, "env">): string {
  return join(env.DOCKER_CONFIG ?? join(env.HOME ?? "/", ".docker"), "config.json");
}

/** What Docker takes from the file; an absent file is an empty one, and so is one that it cannot read. */
export async function readConfig(context: Place): Promise<ConfigFile> {
  return (await load(context)).config;
}

/** What Docker says before anything else about a file that it cannot read (recorded from Docker 28.2.2), or nothing. */
export async function configWarning(context: Place): Promise<string> {
  const { problem } = await load(context);
  return problem === undefined ? "" : `WARNING: Error parsing config file (${configPath(context)}): ${problem}\n`;
}

async function load(context: Place): Promise<ReturnType<typeof parseConfig>> {
  const path = configPath(context);
  if (context.files.stat(path)?.kind !== "file") return { config: {} };
  return parseConfig(text(await context.files.read(path)));
}

/** Tab-indented, without a newline at the end, readable by its owner only, as Docker writes it. */
export async function writeConfig(context: Place, config: ConfigFile): Promise<void> {
  const path = configPath(context);
  context.files.makeDirectory(dirname(path), { parents: true, mode: 0o700 });
  await context.files.write(path, JSON.stringify(config, null, "\t"), 0o600);
}

/** `https://HOST/path` to `HOST`. */
export function hostOf(server: string): string {
  if (server === HUB_SERVER) return server;
  return server.replace(/^https?:\/\//, "").split("/")[0] as string;
}

export function storedCredentials(config: ConfigFile, server: string): Credentials | undefined {
  const wanted = hostOf(server);
  const key = Object.keys(config.auths ?? {}).find((candidate) => candidate === server || hostOf(candidate) === wanted);
  const entry = key === undefined ? undefined : config.auths?.[key];
  if (entry?.username && entry.password) return { username: entry.username, password: entry.password };
  const decoded = entry?.auth === undefined ? undefined : fromBase64(entry.auth);
  const pair = decoded && text(decoded);
  const colon = pair?.indexOf(":") ?? -1;
  return pair === undefined || colon < 0 ? undefined : { username: pair.slice(0, colon), password: pair.slice(colon + 1).replace(/\0+$/, "") };
}

export function withCredentials(config: ConfigFile, server: string, { username, password }: Credentials): ConfigFile {
  const auths = { ...config.auths, [hostOf(server)]: { auth: base64(utf8(`${username}:${password}`)) } };
  return config.auths ? { ...config, auths } : { auths, ...config };
}

export function withoutCredentials(config: ConfigFile, server: string): ConfigFile {
  const wanted = hostOf(server);
  const auths = Object.fromEntries(Object.entries(config.auths ?? {}).filter(([key]) => key !== server && hostOf(key) !== wanted));
  return { ...config, auths };
}

/** Name of the helper program that keeps this server's credentials, without its `docker-credential-`. */
export function helperOf(config: ConfigFile, server: string): string | undefined {
  return config.credHelpers?.[hostOf(server)] ?? (config.credsStore || undefined);
}

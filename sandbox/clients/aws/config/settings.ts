/** What is configured: environment, the two files, the chosen profile, and which of them wins. */
import { strictText } from "../../../kernel/bytes.ts";
import { FileError } from "../../../shell/files/file-system.ts";
import { join } from "../../../shell/files/paths.ts";
import type { ProgramContext } from "../../../shell/program.ts";
import { Failure } from "../errors/failure.ts";
import { type IniError, parseIni, type Section, type Setting } from "./ini.ts";

export type Where = Pick<ProgramContext, "env" | "files" | "cwd">;

export interface Settings {
  readonly configPath: string;
  readonly credentialsPath: string;
  /** As typed or by default, `~/.aws/config`. */
  readonly configName: string;
  /** `--profile`, or undefined. */
  readonly chosen: string | undefined;
  /** The profile asked for by option or environment, or undefined for none (then `default` is read when it exists). */
  readonly profile: string | undefined;
  /** Profiles of both files, keys of the credentials file last. */
  readonly profiles: ReadonlyMap<string, Section>;
  /** Profiles as the credentials file has them. */
  readonly credentials: ReadonlyMap<string, Section>;
  readonly config: ReadonlyMap<string, Section>;
  /** Other sections of the configuration file: `preview`, `services x`. */
  readonly sections: ReadonlyMap<string, Section>;
}

/** An absolute path of what a user or the environment wrote; `~` is the home directory. */
export function absolute(path: string, { env, cwd }: Pick<Where, "env" | "cwd">): string {
  const home = env.HOME ?? "/";
  const expanded = path === "~" ? home : path.startsWith("~/") ? `${home}/${path.slice(2)}` : path;
  return join(cwd, expanded);
}

async function readIni(where: Where, path: string): Promise<Map<string, Section>> {
  let bytes: Uint8Array;
  try {
    bytes = await where.files.read(path);
  } catch (error) {
    if (error instanceof FileError) return new Map();
    throw error;
  }
  const source = strictText(bytes);
  try {
    if (source === undefined) throw new Error();
    return parseIni(source);
  } catch (error) {
    throw new Failure("general", "bad-value", `Unable to parse config file: ${path}`, (error as IniError).message || path);
  }
}

/** `profile x` and `profile "x y"` to the profile's name; undefined for another kind of section. */
function profileName(header: string): string | undefined {
  if (header === "default") return "default";
  const match = /^profile\s+(?:"([^"]*)"|'([^']*)'|(\S+))\s*$/.exec(header);
  return match ? (match[1] ?? match[2] ?? match[3]) : undefined;
}

/** Reads both files. `chosen` is `--profile`. */
export async function loadSettings(where: Where, chosen: string | undefined): Promise<Settings> {
  const { env } = where;
  const configName = env.AWS_CONFIG_FILE || "~/.aws/config";
  const configPath = absolute(configName, where);
  const credentialsPath = absolute(env.AWS_SHARED_CREDENTIALS_FILE || "~/.aws/credentials", where);
  const config = new Map<string, Section>();
  const sections = new Map<string, Section>();
  for (const [header, section] of await readIni(where, configPath)) {
    const name = profileName(header);
    if (name === undefined) sections.set(header, section);
    else config.set(name, section);
  }
  const credentials = await readIni(where, credentialsPath);
  const profiles = new Map(config);
  for (const [name, section] of credentials) profiles.set(name, { ...profiles.get(name), ...section });
  const profile = chosen ?? (env.AWS_PROFILE || env.AWS_DEFAULT_PROFILE || undefined);
  return { configPath, credentialsPath, configName, chosen, profile, profiles, credentials, config, sections };
}

/** The chosen profile's settings. Throws ProfileNotFound's text when it was asked for and is nowhere. */
export function scoped(settings: Settings): Section {
  if (settings.profile === undefined) return settings.profiles.get("default") ?? {};
  const found = settings.profiles.get(settings.profile);
  if (!found) throw new Failure("general", "no-profile", `The config profile (${settings.profile}) could not be found`, settings.profile);
  return found;
}

export function text(setting: Setting | undefined): string | undefined {
  return typeof setting === "string" ? setting : undefined;
}

/** Environment variables that hold the Region; v1 knows only the second. */
export function regionVariables(generation: 1 | 2): readonly string[] {
  return generation === 2 ? ["AWS_REGION", "AWS_DEFAULT_REGION"] : ["AWS_DEFAULT_REGION"];
}

/** `--region`, then the environment, where an empty one counts, then the profile. */
export function regionOf(settings: Settings, env: Where["env"], option: string | undefined, generation: 1 | 2): string | undefined {
  if (option) return option;
  for (const name of regionVariables(generation)) if (env[name] !== undefined) return env[name];
  return text(scoped(settings).region) || undefined;
}

/** `--output`, `AWS_DEFAULT_OUTPUT`, the profile's `output`, `json`. */
export function outputOf(settings: Settings, env: Where["env"], option: string | undefined): string {
  return option ?? (env.AWS_DEFAULT_OUTPUT || text(scoped(settings).output) || "json");
}

/** A configured endpoint of a service, by its id in capitals: most particular first. */
export function endpointOf(settings: Settings, env: Where["env"], id: string): string | undefined {
  const section = scoped(settings);
  if ((env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS || text(section.ignore_configured_endpoint_urls))?.toLowerCase() === "true") return undefined;
  const fromEnv = env[`AWS_ENDPOINT_URL_${id}`] || env.AWS_ENDPOINT_URL;
  if (fromEnv) return fromEnv;
  const services = settings.sections.get(`services ${text(section.services) ?? ""}`);
  const own = services?.[id.toLowerCase()];
  return (typeof own === "object" ? own.endpoint_url : undefined) ?? text(section.endpoint_url);
}

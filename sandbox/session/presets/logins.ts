/** `docker.logins` of a patch: registries where Docker is logged in already, each with a token as the registry itself would have issued it. */
import { awsAddresses } from "../../cloud/addresses.ts";
import { issueToken } from "../../ecr/token/token.ts";
import { callerOf } from "../../iam/caller.ts";
import { base64, utf8 } from "../../kernel/bytes.ts";
import { META } from "../../world/keys.ts";
import type { Meta } from "../../world/tables.ts";
import { HOME, readTextRow, writeText } from "./computer.ts";
import { BadWorld } from "./grammar.ts";
import { isPlainObject, mergePatch } from "./merge-patch.ts";
import { principalName } from "./names.ts";
import type { Site } from "./principals.ts";

const ADDRESSES = awsAddresses();
const CONFIG = `${HOME}/.docker/config.json`;

interface DockerConfig {
  readonly auths?: Readonly<Record<string, unknown>>;
}

/** `logins`: a list of hosts (as `me`), a map from host to principal, or `null` for none. `config` is laid over Docker's configuration. */
export function applyDockerConfig(site: Site, docker: Readonly<Record<string, unknown>>): void {
  const { tx, now } = site;
  if (!("logins" in docker) && !("config" in docker)) return;
  let config = parse(readTextRow(tx, CONFIG)) as DockerConfig;
  if ("logins" in docker) {
    const logins = loginsOf(docker.logins);
    const auths = Object.fromEntries(Object.entries(logins).map(([host, as]) => [host, { auth: authFor(site, host, as) }]));
    const { auths: _, ...rest } = config;
    config = Object.keys(auths).length > 0 ? { auths, ...rest } : rest;
  }
  if ("config" in docker) config = mergePatch(config, docker.config ?? {}) as DockerConfig;
  if (Object.keys(config).length === 0 && tx.get("files", CONFIG) === undefined) return;
  writeText(tx, CONFIG, JSON.stringify(config, null, "\t"), now, 0o600);
}

function parse(content: string | undefined): unknown {
  try {
    return content === undefined ? {} : JSON.parse(content);
  } catch {
    return {};
  }
}

function loginsOf(logins: unknown): Readonly<Record<string, string>> {
  if (Array.isArray(logins)) return Object.fromEntries(logins.map((host) => [String(host), "me"]));
  if (!isPlainObject(logins)) return {};
  return Object.fromEntries(Object.entries(logins).flatMap(([host, as]) => (as === null ? [] : [[host, String(as)]])));
}

function authFor({ tx, hasher, home, now }: Site, host: string, as: string): string {
  const registry = ADDRESSES.registryOf(host);
  if (!registry) return base64(utf8(`learner:${as}`));
  const { key, kind } = principalName(as, home);
  const caller = callerOf(tx.world, key, kind === "role" ? { name: "gantry" } : undefined);
  if (!caller) throw new BadWorld(`docker.logins: nobody is called ${key}`);
  const { sealingKey } = tx.get("meta", META) as Meta;
  return issueToken(hasher, sealingKey, { caller, region: registry.region, issuedAt: now });
}

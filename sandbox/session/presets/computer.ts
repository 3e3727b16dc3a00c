/** The learner's computer as it is delivered: directories, the files a login shell reads, the AWS and Docker configuration. */
import { normalise } from "../../shell/files/paths.ts";
import type { Transaction } from "../../world/world.ts";
import { BadWorld } from "./grammar.ts";
import { isPlainObject } from "./merge-patch.ts";
import { principalName } from "./names.ts";
import { namedPolicies } from "./policies.ts";
import { accessKeyOf, type Keys, type LentSession, type Site } from "./principals.ts";

export const HOME = "/home/learner";
export const ENVIRONMENT_FILE = "/etc/environment";

const DIRECTORIES = [
  "/",
  "/etc",
  "/home",
  HOME,
  "/opt",
  "/root",
  "/run",
  "/tmp",
  "/usr",
  "/usr/bin",
  "/usr/local",
  "/usr/local/bin",
  "/var",
  "/var/lib",
  "/var/log",
];

const FILES: Readonly<Record<string, string>> = {
  "/etc/hostname": "sandbox\n",
  "/etc/hosts": "127.0.0.1\tlocalhost\n127.0.1.1\tsandbox\n",
  "/etc/os-release": 'PRETTY_NAME="Gantry sandbox"\nNAME="Gantry"\nID=gantry\nID_LIKE=debian\n',
  "/etc/passwd": `root:x:0:0:root:/root:/bin/bash\nlearner:x:1000:1000:Learner:${HOME}:/bin/bash\n`,
};

/** The environment of a login shell before a world adds to it. */
const ENVIRONMENT: Readonly<Record<string, string>> = {
  HOME,
  HOSTNAME: "sandbox",
  LANG: "C.UTF-8",
  LOGNAME: "learner",
  PATH: "/usr/local/bin:/usr/bin:/bin",
  SHELL: "/bin/bash",
  TERM: "xterm-256color",
  USER: "learner",
};

export function writeText(tx: Transaction, path: string, content: string, now: number, mode = 0o644): void {
  const parts = path.split("/").slice(1, -1);
  for (let depth = 1; depth <= parts.length; depth++) {
    const directory = `/${parts.slice(0, depth).join("/")}`;
    if (!tx.get("files", directory)) tx.set("files", directory, { kind: "directory", mode: 0o755, mtime: now });
  }
  tx.set("files", path, { kind: "file", mode, mtime: now, content: { text: content } });
}

/** Text of a file that holds text in its row; undefined for anything else. */
export function readTextRow(tx: Pick<Transaction, "get">, path: string): string | undefined {
  const node = tx.get("files", path);
  return node?.kind === "file" && "text" in node.content ? node.content.text : undefined;
}

/** A fresh computer. */
export function installComputer({ tx, now }: Site): void {
  for (const path of DIRECTORIES) tx.set("files", path, { kind: "directory", mode: path === "/tmp" ? 0o1777 : 0o755, mtime: now });
  tx.set("files", "/bin", { kind: "symlink", mode: 0o777, mtime: now, target: "usr/bin" });
  for (const [path, content] of Object.entries(FILES)) writeText(tx, path, content, now);
  writeText(tx, ENVIRONMENT_FILE, environmentText(ENVIRONMENT), now);
}

function environmentText(environment: Readonly<Record<string, string>>): string {
  return Object.entries(environment)
    .map(([name, value]) => `${name}="${value}"\n`)
    .join("");
}

/** What `/etc/environment` gives to a login shell: lines `NAME="value"`. */
export function parseEnvironment(content: string): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const line of content.split("\n")) {
    const match = /^\s*([A-Za-z_][A-Za-z0-9_]*)=(?:"(.*)"|'(.*)'|(.*))$/.exec(line);
    if (match) environment[match[1] as string] = match[2] ?? match[3] ?? match[4] ?? "";
  }
  return environment;
}

export function applyEnvironment({ tx, now }: Site, env: unknown): void {
  if (!isPlainObject(env)) return;
  const environment = parseEnvironment(readTextRow(tx, ENVIRONMENT_FILE) ?? "");
  for (const [name, value] of Object.entries(env)) {
    if (value === null) delete environment[name];
    else environment[name] = String(value);
  }
  writeText(tx, ENVIRONMENT_FILE, environmentText(environment), now);
}

/** An absolute path; others lie in the home directory. */
export function homePath(written: string): string {
  return normalise(written.startsWith("/") ? written : `${HOME}/${written.replace(/^~\//, "")}`);
}

/** `files`: text, or `{text, mode}`; paths are absolute or in the home directory; `null` removes. */
export function applyFiles({ tx, now }: Site, files: unknown): void {
  if (!isPlainObject(files)) return;
  for (const [written, value] of Object.entries(files)) {
    const path = homePath(written);
    if (value === null) {
      for (const [key] of [...tx.range("files", path)]) if (key === path || key.startsWith(`${path}/`)) tx.delete("files", key);
    } else if (typeof value === "string") writeText(tx, path, value, now, value.startsWith("#!") ? 0o755 : 0o644);
    else if (isPlainObject(value) && typeof value.text === "string") writeText(tx, path, value.text, now, modeOf(value.mode, written));
    else throw new BadWorld(`files.${written} must be a text, or a map with text and mode`);
  }
}

function modeOf(mode: unknown, path: string): number {
  if (mode === undefined) return 0o644;
  const bits = typeof mode === "number" ? mode : Number.parseInt(String(mode), 8);
  if (!Number.isInteger(bits)) throw new BadWorld(`files.${path}.mode must be written like "755"`);
  return bits;
}

/**
 * Profiles become `~/.aws/config` and `~/.aws/credentials`. A role's profile holds temporary keys, unless it names the profile (`source`)
 * or the file with a token (`token`) by which the role is to be assumed. All profiles are written anew.
 */
export function applyProfiles(site: Site, profiles: unknown): void {
  if (!isPlainObject(profiles)) return;
  const config: string[] = [];
  const credentials: string[] = [];
  for (const [name, spec] of Object.entries(profiles)) {
    if (!isPlainObject(spec)) continue;
    const assumes = assumedBy(site, spec);
    const lines = [`[${name === "default" ? "default" : `profile ${name}`}]`, `region = ${String(spec.region ?? site.home.region)}`, ...assumes, ""];
    config.push(lines.join("\n"));
    if (assumes.length === 0) credentials.push(credentialsSection(name, keysOfProfile(site, name, spec)));
  }
  writeText(site.tx, `${HOME}/.aws/config`, config.join("\n"), site.now, 0o600);
  writeText(site.tx, `${HOME}/.aws/credentials`, credentials.join("\n"), site.now, 0o600);
}

/** What a profile says to assume its role; nothing when it holds keys. */
function assumedBy(site: Site, { as = "me", source, token }: Readonly<Record<string, unknown>>): string[] {
  if (source === undefined && token === undefined) return [];
  const { key, kind } = principalName(String(as), site.home);
  const role = site.tx.get("principals", key);
  if (!role || kind !== "role") throw new BadWorld(`a profile with source or token is for a role, and ${String(as)} is none`);
  if (source !== undefined) return [`role_arn = ${role.arn}`, `source_profile = ${String(source)}`];
  return [`role_arn = ${role.arn}`, `web_identity_token_file = ${homePath(String(token))}`];
}

/** `session` makes the role's session one of its own: with a name, session policies, session tags. */
function keysOfProfile(site: Site, profile: string, { as = "me", session }: Readonly<Record<string, unknown>>): Keys {
  const who = principalName(String(as), site.home);
  if (!isPlainObject(session)) return accessKeyOf(site, who, { name: profile });
  const lent: LentSession = {
    name: String(session.name ?? profile),
    ...(session.policies === undefined ? {} : { policies: namedPolicies([], session.policies) }),
    ...(isPlainObject(session.tags) ? { tags: session.tags as Record<string, string> } : {}),
  };
  return accessKeyOf(site, who, lent, true);
}

/** One section of a credentials file, in the order in which `aws configure` writes it. */
export function credentialsSection(profile: string, { id, secret, token }: Keys): string {
  return [
    `[${profile}]`,
    `aws_access_key_id = ${id}`,
    `aws_secret_access_key = ${secret}`,
    ...(token === undefined ? [] : [`aws_session_token = ${token}`]),
    "",
  ].join("\n");
}

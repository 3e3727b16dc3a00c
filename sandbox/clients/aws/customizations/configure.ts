/** `aws configure`: asks for the four values; `get`, `set`, `list`, `list-profiles` and `import` beside it. */

import { text as textOf } from "../../../kernel/bytes.ts";
import { FileError } from "../../../shell/files/file-system.ts";
import type { Section, Setting } from "../config/ini.ts";
import { absolute, regionVariables, scoped, text } from "../config/settings.ts";
import { updateConfig } from "../config/writer.ts";
import { Failure } from "../errors/failure.ts";
import { parseKnown } from "../python/argparse.ts";
import { repr } from "../python/values.ts";
import { credentialsOf, type ProgramRun } from "../session.ts";
import { refuseRest } from "./ecr-login.ts";
import { exportCredentials } from "./export-credentials.ts";

const QUESTIONS: readonly (readonly [key: string, prompt: string])[] = [
  ["aws_access_key_id", "AWS Access Key ID"],
  ["aws_secret_access_key", "AWS Secret Access Key"],
  ["region", "Default region name"],
  ["output", "Default output format"],
];

const SECRET_KEYS: readonly string[] = ["aws_access_key_id", "aws_secret_access_key", "aws_session_token", "aws_security_token"];
const OWN_SECTIONS: readonly string[] = ["preview", "plugins"];

const masked = (value: string | undefined): string => (value === undefined ? "None" : `${"*".repeat(16)}${value.slice(-4)}`);

/** Section header of a profile in the configuration file. */
function sectionOf(profile: string): string {
  if (profile === "default") return "default";
  return /[ \t]/.test(profile) ? `profile '${profile}'` : `profile ${profile}`;
}

async function ask(run: ProgramRun): Promise<number> {
  const { context, settings, generation } = run;
  let current: Section = {};
  try {
    current = scoped(settings);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== "no-profile") throw error;
  }
  if (generation === 2 && current.aws_access_key_id === undefined) {
    await context.stdout.write(
      "\nTip: You can deliver temporary credentials to the AWS CLI using your AWS Console session by running the command 'aws login'.\n\n",
    );
  }
  const secret = new Map<string, Setting>();
  const plain = new Map<string, Setting>();
  for (const [key, prompt] of QUESTIONS) {
    const known = text(current[key]);
    await context.stdout.write(`${prompt} [${SECRET_KEYS.includes(key) ? masked(known) : (known ?? "None")}]: `);
    const answer = await context.stdin.line();
    if (answer === undefined) throw new Failure("general", "missing-argument", "EOF when reading a line");
    if (answer !== "" && answer !== known) (SECRET_KEYS.includes(key) ? secret : plain).set(key, answer);
  }
  const profile = settings.profile ?? "default";
  if (secret.size > 0) await updateConfig(context.files, settings.credentialsPath, profile, secret);
  if (plain.size > 0) await updateConfig(context.files, settings.configPath, sectionOf(profile), plain);
  return 0;
}

/** A dotted name: a profile's setting, or one inside a block of settings. */
function dotted(run: ProgramRun, name: string): Setting | undefined {
  const { settings } = run;
  const parts = name.split(".");
  const [first = "", second = ""] = parts;
  if (parts.length === 2 && OWN_SECTIONS.includes(first)) return settings.sections.get(first)?.[second] ?? settings.profiles.get(first)?.[second];
  let profile = settings.profile ?? "default";
  let keys = parts;
  if (first === "profile") [profile, keys] = [second, parts.slice(2)];
  else if (first === "default" || settings.profiles.has(first)) [profile, keys] = [first, parts.slice(1)];
  const [key, inner, ...more] = keys;
  const value = key === undefined ? undefined : settings.profiles.get(profile)?.[key];
  if (inner === undefined || more.length > 0) return value;
  return typeof value === "object" ? value[inner] : undefined;
}

async function get(run: ProgramRun, args: readonly string[]): Promise<number> {
  const { values, rest } = parseKnown({ options: [], positionals: [{ name: "varname" }] }, args);
  refuseRest(rest);
  const name = String(values.get("varname"));
  const value = name.includes(".") ? dotted(run, name) : scoped(run.settings)[name];
  if (typeof value === "string") {
    await run.context.stdout.write(`${value}\n`);
    return 0;
  }
  if (value !== undefined) await run.context.stderr.write(`varname (${name}) must reference a value, not a section or sub-section.`);
  return 1;
}

/** Which section and key a name means: `region`, `s3.max`, `default.x`, `profile.p.x`, `preview.y`. */
function target(run: ProgramRun, name: string): { profile: string; own: boolean; key: string; inner: string | undefined } {
  const parts = name.split(".");
  const [first = "", second = ""] = parts;
  const profile = run.settings.profile ?? "default";
  if (parts.length === 1) return { profile, own: false, key: name, inner: undefined };
  if (first === "default") return { profile: "default", own: false, key: second, inner: parts[2] };
  if (first === "profile") return { profile: second, own: false, key: parts[2] ?? "", inner: parts[3] };
  if (!OWN_SECTIONS.includes(first)) return { profile, own: false, key: first, inner: second };
  return { profile: first, own: true, key: second, inner: undefined };
}

async function set(run: ProgramRun, args: readonly string[]): Promise<number> {
  const { values, rest } = parseKnown({ options: [], positionals: [{ name: "varname" }, { name: "value" }] }, args);
  refuseRest(rest);
  const value = String(values.get("value"));
  const { profile, own, key, inner } = target(run, String(values.get("varname")));
  const changes = new Map<string, Setting>([[key, inner === undefined ? value : { [inner]: value }]]);
  const { files } = run.context;
  if (SECRET_KEYS.includes(key)) await updateConfig(files, run.settings.credentialsPath, profile, changes);
  else await updateConfig(files, run.settings.configPath, own ? profile : sectionOf(profile), changes);
  return 0;
}

type Row = readonly [value: string, type: string, location: string];
const NOT_SET: Row = ["<not set>", "None", "None"];

function profileRow({ settings, generation }: ProgramRun): Row {
  if (settings.chosen !== undefined) return [settings.chosen, "manual", "--profile"];
  if (settings.profile === undefined) return NOT_SET;
  return [settings.profile, "env", generation === 2 ? "['AWS_PROFILE', 'AWS_DEFAULT_PROFILE']" : repr(["AWS_DEFAULT_PROFILE", "AWS_PROFILE"])];
}

function regionRow({ settings, context, generation }: ProgramRun): Row {
  const variables = regionVariables(generation);
  const variable = variables.find((name) => context.env[name]);
  if (variable) return [context.env[variable] as string, "env", variables.length > 1 ? repr([...variables]) : variable];
  const configured = text(scoped(settings).region);
  return configured === undefined ? NOT_SET : [configured, "config-file", settings.configName];
}

async function list(run: ProgramRun, args: readonly string[]): Promise<number> {
  refuseRest(parseKnown({ options: [], positionals: [] }, args).rest);
  const { context, generation } = run;
  const write = (name: string, [value, type, location]: Row): Promise<void> =>
    context.stdout.write(
      generation === 2
        ? `${name.padEnd(10)} : ${value.padEnd(24)} : ${type.padEnd(16)} : ${location}\n`
        : `${name.padStart(10)} ${value.padStart(24)} ${type.padStart(16)}    ${location}\n`,
    );
  if (generation === 2) await write("NAME", ["VALUE", "TYPE", "LOCATION"]);
  else {
    await write("Name", ["Value", "Type", "Location"]);
    await write("----", ["-----", "----", "--------"]);
  }
  await write("profile", profileRow(run));
  const credentials = await credentialsOf(run);
  const keys = await credentials?.keys();
  const shown = (key: string | undefined): Row => (credentials && key !== undefined ? [masked(key), credentials.method, ""] : NOT_SET);
  await write("access_key", shown(keys?.accessKeyId));
  await write("secret_key", shown(keys?.secretAccessKey));
  await write("region", regionRow(run));
  return 0;
}

async function listProfiles(run: ProgramRun, args: readonly string[]): Promise<number> {
  refuseRest(parseKnown({ options: [], positionals: [] }, args).rest);
  for (const name of run.settings.profiles.keys()) await run.context.stdout.write(`${name}\n`);
  return 0;
}

/** `configure import --csv file://keys.csv`: the file that the IAM console gives for new access keys. */
async function importKeys(run: ProgramRun, args: readonly string[]): Promise<number> {
  const options = [
    { name: "--csv", takes: "one", required: true } as const,
    { name: "--skip-invalid", takes: "flag" } as const,
    { name: "--profile-prefix", takes: "one" } as const,
  ];
  const { values, rest } = parseKnown({ options, positionals: [] }, args);
  refuseRest(rest);
  const { context, settings } = run;
  const source = String(values.get("csv"));
  let content = source;
  if (source.startsWith("file://")) {
    try {
      content = textOf(await context.files.read(absolute(source.slice(7), context)));
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      throw new Failure(
        "param",
        "bad-value",
        `Error parsing parameter '--csv': Unable to load paramfile ${source}: [Errno 2] No such file or directory: '${source.slice(7)}'`,
        source,
      );
    }
  }
  const [head = "", ...rows] = content.replace(/^\ufeff/, "").split(/\r?\n/);
  const columns = head.split(",").map((name) => name.trim().toLowerCase());
  const places = ["user name", "access key id", "secret access key"].map((name) => columns.indexOf(name));
  const missing = ["User Name", "Access key ID", "Secret access key"].find((_, i) => (places[i] as number) < 0);
  if (missing !== undefined) throw new Failure("param", "bad-value", `Expected header "${missing}" not found`, missing);
  let count = 0;
  for (const row of rows.filter((line) => line.trim() !== "")) {
    const [user = "", id = "", secret = ""] = places.map((place) => (row.split(",")[place] ?? "").trim());
    if (user === "" || id === "" || secret === "") {
      if (values.has("skip_invalid")) continue;
      throw new Failure("param", "bad-value", "Failed to parse entry: User Name, Access key ID and Secret access key must all have a value", user);
    }
    const profile = `${String(values.get("profile_prefix") ?? "")}${user}`;
    await updateConfig(
      context.files,
      settings.credentialsPath,
      profile,
      new Map([
        ["aws_access_key_id", id],
        ["aws_secret_access_key", secret],
      ]),
    );
    count++;
  }
  await context.stdout.write(`Successfully imported ${count} profile(s)\n`);
  return 0;
}

type Subcommand = (run: ProgramRun, args: readonly string[]) => Promise<number>;
const BOTH: Readonly<Record<string, Subcommand>> = { list, get, set };
const ONLY_V2: Readonly<Record<string, Subcommand>> = { "list-profiles": listProfiles, import: importKeys, "export-credentials": exportCredentials };

/** Real subcommands that the sandbox does not have. */
const ELSEWHERE: Readonly<Record<1 | 2, readonly string[]>> = {
  1: ["add-model"],
  2: ["add-model", "sso", "sso-session", "mfa-login", "agent-toolkit", "wizard"],
};

export function configureCommands(generation: 1 | 2): readonly string[] {
  return Object.keys(generation === 2 ? { ...BOTH, ...ONLY_V2 } : BOTH);
}

/** `aws configure …`. */
export async function configure(run: ProgramRun, args: readonly string[]): Promise<number> {
  const choices = [...configureCommands(run.generation), ...ELSEWHERE[run.generation]];
  const { values, rest } = parseKnown({ options: [], positionals: [{ name: "subcommand", optional: true, choices }] }, args.slice(0, 1));
  const name = values.get("subcommand");
  if (typeof name === "string" && ELSEWHERE[run.generation].includes(name)) {
    throw new Failure("sandbox", "not-simulated", `'aws configure ${name}' is a real command, but this sandbox does not have it.`, name);
  }
  if (typeof name === "string") return ((run.generation === 2 ? { ...BOTH, ...ONLY_V2 } : BOTH)[name] as Subcommand)(run, args.slice(1));
  refuseRest([...rest, ...args.slice(1)]);
  return ask(run);
}

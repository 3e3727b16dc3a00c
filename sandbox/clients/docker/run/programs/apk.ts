/** `apk add` from a tiny catalogue: the package is noted as installed and its programs become stubs. Nothing is downloaded. */
import { apkStanza } from "../../../../images/bases/packages.ts";
import { text } from "../../../../kernel/bytes.ts";
import type { Installed, ProgramContext } from "../../../../shell/program.ts";

interface Package {
  readonly version: string;
  /** Bytes that the real package takes, for the closing line. */
  readonly size: number;
  readonly programs: readonly string[];
}

const CATALOGUE: Readonly<Record<string, Package>> = {
  bash: { version: "5.2.37-r0", size: 1_300_000, programs: ["bash"] },
  "ca-certificates": { version: "20250911-r0", size: 700_000, programs: [] },
  curl: { version: "8.14.1-r2", size: 3_400_000, programs: ["curl"] },
  jq: { version: "1.8.1-r0", size: 600_000, programs: ["jq"] },
  nginx: { version: "1.28.0-r3", size: 1_500_000, programs: ["nginx"] },
  nodejs: { version: "22.16.0-r2", size: 62_000_000, programs: ["node"] },
  npm: { version: "11.3.0-r1", size: 13_000_000, programs: ["npm", "npx"] },
  python3: { version: "3.12.12-r0", size: 44_000_000, programs: ["python3:python"] },
  tini: { version: "0.19.0-r3", size: 60_000, programs: [] },
  tzdata: { version: "2025b-r0", size: 1_800_000, programs: [] },
};

const INSTALLED = "/lib/apk/db/installed";
const MEBIBYTE = 1_048_576;

export const apk: Installed = {
  name: "apk",
  summary: "Alpine's package manager, with a tiny catalogue",
  async program(context) {
    const [command, ...rest] = context.args.filter((word) => !/^--(no-cache|update|quiet|no-progress|upgrade)$/.test(word) && !/^-[qU]+$/.test(word));
    const names = virtualRemoved(rest);
    if (command === "update" || command === "upgrade") return update(context, command);
    if (command === "add") return add(context, names);
    if (command === "del") return remove(context, names);
    if (command === "info") {
      await context.stdout.write((await installed(context)).map((name) => `${name}\n`).join(""));
      return 0;
    }
    await context.stdout.write(
      "apk-tools 2.14.9, compiled for x86_64.\n\nusage: apk [<OPTIONS>...] COMMAND [<ARGUMENTS>...]\n\nHere: add, del, info, update.\n",
    );
    return command === undefined || command === "--help" ? 0 : 1;
  },
};

/** `--virtual NAME` and `-t NAME` name a group, which is no package. */
function virtualRemoved(words: readonly string[]): string[] {
  return words
    .filter((word, at) => !/^(--virtual|-t)$/.test(word) && !/^(--virtual|-t)$/.test(words[at - 1] ?? "") && !word.startsWith("--"))
    .map((word) => word.split(/[=<>~]/)[0] as string);
}

async function update(context: ProgramContext, command: string): Promise<number> {
  const { stdout, files } = context;
  const repositories = await repositoryLines(files);
  await stdout.write(
    `${repositories.map((url) => `fetch ${url}/x86_64/APKINDEX.tar.gz\n`).join("")}OK: ${Object.keys(CATALOGUE).length} distinct packages available\n`,
  );
  if (command === "upgrade") await stdout.write(await total(context));
  return 0;
}

async function repositoryLines(files: ProgramContext["files"]): Promise<string[]> {
  const path = "/etc/apk/repositories";
  return files.stat(path)
    ? text(await files.read(path))
        .split("\n")
        .filter(Boolean)
    : [];
}

async function database({ files }: ProgramContext): Promise<string> {
  return files.stat(INSTALLED) ? text(await files.read(INSTALLED)) : "";
}

/** Names of the packages in the database, which is in apk's own form: stanzas parted by empty lines. */
async function installed(context: ProgramContext): Promise<string[]> {
  return [...(await database(context)).matchAll(/^P:(.+)$/gm)].map(([, name]) => name as string);
}

/** The line with which apk ends. */
async function total(context: ProgramContext): Promise<string> {
  const all = await installed(context);
  const size = all.reduce((sum, name) => sum + (CATALOGUE[name]?.size ?? 0), 7 * MEBIBYTE);
  return `OK: ${Math.round(size / MEBIBYTE)} MiB in ${all.length} packages\n`;
}

async function add(context: ProgramContext, names: readonly string[]): Promise<number> {
  const { stdout, stderr, files } = context;
  const before = await installed(context);
  const unknown = names.filter((name) => !CATALOGUE[name] && !before.includes(name));
  for (const url of await repositoryLines(files)) await stdout.write(`fetch ${url}/x86_64/APKINDEX.tar.gz\n`);
  if (unknown.length > 0) {
    const lines = unknown.map((name) => `  ${name} (no such package):\n    required by: world[${name}]\n`);
    await stderr.write(
      `ERROR: unable to select packages:\n${lines.join("")}gantry: this apk is offline and knows only: ${Object.keys(CATALOGUE).join(" ")}\n`,
    );
    return unknown.length;
  }
  const fresh = names.filter((name) => !before.includes(name));
  for (const [at, name] of fresh.entries()) {
    const { version, programs } = CATALOGUE[name] as Package;
    await stdout.write(`(${at + 1}/${fresh.length}) Installing ${name} (${version})\n`);
    for (const program of programs) {
      const [file = "", stub = file] = program.split(":");
      await files.write(`/usr/bin/${file}`, `#!gantry ${stub}\n`, 0o755);
    }
  }
  if (fresh.length > 0) {
    await stdout.write("Executing busybox-1.37.0-r19.trigger\n");
    files.makeDirectory("/lib/apk/db", { parents: true });
    const stanzas = fresh.map((name) => apkStanza(name, CATALOGUE[name]?.version ?? ""));
    await files.write(INSTALLED, (await database(context)) + stanzas.join(""));
  }
  await stdout.write(await total(context));
  return 0;
}

async function remove(context: ProgramContext, names: readonly string[]): Promise<number> {
  const before = await installed(context);
  const gone = names.filter((name) => CATALOGUE[name] && before.includes(name));
  for (const [at, name] of gone.entries()) {
    await context.stdout.write(`(${at + 1}/${gone.length}) Purging ${name} (${CATALOGUE[name]?.version})\n`);
    for (const program of CATALOGUE[name]?.programs ?? []) {
      const path = `/usr/bin/${program.split(":")[0]}`;
      if (context.files.stat(path)) context.files.remove(path);
    }
  }
  if (gone.length > 0) {
    const stanzas = (await database(context)).split(/(?<=\n\n)/);
    await context.files.write(INSTALLED, stanzas.filter((stanza) => !gone.includes(/^P:(.+)$/m.exec(stanza)?.[1] ?? "")).join(""));
  }
  await context.stdout.write(await total(context));
  return 0;
}

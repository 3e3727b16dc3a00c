/**
 * What is installed in an image: its package database, read from the files inside its layers. Nothing but the bytes decides, so an image
 * that somebody built elsewhere and pushed is read like one of the base images.
 */

import { gunzipped } from "../../images/gunzip.ts";
import { isFiller } from "../../images/layer.ts";
import { untar } from "../../images/untar.ts";
import { text } from "../../kernel/bytes.ts";
import type { Digest } from "../../kernel/hash.ts";
import type { Blobs } from "../../world/blobs.ts";

export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  /** The source package that it was made of, by which advisories name it. */
  readonly source: string;
  readonly arch: string;
  /** The layer with which this version came. */
  readonly layer: Digest;
}

export interface Inventory {
  /** `alpine`, `debian` … as `ID` of os-release. */
  readonly system: string;
  /** `3.22`, `13`: the branch that advisories are written for. */
  readonly release: string;
  readonly packages: readonly InstalledPackage[];
}

const APK = ["lib/apk/db/installed", "usr/lib/apk/db/installed"] as const;
const DPKG = "var/lib/dpkg/status";
const RELEASE = ["etc/os-release", "usr/lib/os-release"] as const;
const WANTED: ReadonlySet<string> = new Set([...APK, DPKG, ...RELEASE]);

/** Bytes; a longer database is none. */
const LONGEST = 16 * 1024 * 1024;

/** What one layer does to the wanted files: their new text, or undefined for those that it removes. */
type Changes = ReadonlyMap<string, string | undefined>;

/** A layer's bytes never change, so what was read in them stays true; a handful of texts per layer is kept. */
const read = new WeakMap<Blobs, Map<Digest, Promise<Changes>>>();
const MOST_KEPT = 512;

function changesOf(blobs: Blobs, digest: Digest): Promise<Changes> {
  let kept = read.get(blobs);
  if (!kept) {
    kept = new Map();
    read.set(blobs, kept);
  }
  let changes = kept.get(digest);
  if (!changes) {
    if (kept.size >= MOST_KEPT) kept.clear();
    changes = readLayer(blobs, digest);
    kept.set(digest, changes);
  }
  return changes;
}

/** A blob that is no tar (a helm chart, a signature) changes nothing: what cannot be read holds no database. */
async function readLayer(blobs: Blobs, digest: Digest): Promise<Changes> {
  const changes = new Map<string, string | undefined>();
  try {
    for await (const member of untar(gunzipped(blobs.read(digest)))) {
      // Whatever gives a generated layer its size comes last.
      if (isFiller(member.path)) break;
      if (WANTED.has(member.path)) {
        if (member.kind === "file" && member.size <= LONGEST) changes.set(member.path, text(await member.content()));
      } else for (const gone of hidden(member.path)) changes.set(gone, undefined);
    }
  } catch {
    return changes;
  }
  return changes;
}

/** The wanted files that a whiteout takes away (OCI image specification, "Whiteouts"). */
function hidden(path: string): string[] {
  const slash = path.lastIndexOf("/");
  const [folder, name] = [path.slice(0, slash + 1), path.slice(slash + 1)];
  if (name === ".wh..wh..opq") return [...WANTED].filter((wanted) => wanted.startsWith(folder));
  if (!name.startsWith(".wh.")) return [];
  const gone = folder + name.slice(4);
  return [...WANTED].filter((wanted) => wanted === gone || wanted.startsWith(`${gone}/`));
}

/** The packages of layers, from the base upwards; undefined without a system and a database that is known here. */
export async function inventoryOf(blobs: Blobs, layers: readonly Digest[]): Promise<Inventory | undefined> {
  const files = new Map<string, string | undefined>();
  const since = new Map<string, Digest>();
  for (const layer of layers) {
    for (const [path, content] of await changesOf(blobs, layer)) {
      files.set(path, content);
      if (content === undefined) continue;
      for (const { name, version } of packagesOf(path, content)) {
        const key = `${name} ${version}`;
        if (!since.has(key)) since.set(key, layer);
      }
    }
  }
  const release = RELEASE.map((path) => files.get(path)).find((content) => content !== undefined);
  const database = [...APK, DPKG].find((path) => files.get(path) !== undefined);
  if (release === undefined || database === undefined) return undefined;
  const system = field(release, "ID");
  const packages = packagesOf(database, files.get(database) ?? "");
  if (system === undefined || packages.length === 0) return undefined;
  return {
    system,
    release: branch(system, field(release, "VERSION_ID") ?? ""),
    packages: packages.map((one) => ({ ...one, layer: since.get(`${one.name} ${one.version}`) as Digest })),
  };
}

function field(release: string, name: string): string | undefined {
  return new RegExp(`^${name}=["']?(.*?)["']?$`, "m").exec(release)?.[1];
}

/** Alpine's advisories are written for `3.22`, whatever the point release. */
function branch(system: string, version: string): string {
  return system === "alpine" ? version.split(".").slice(0, 2).join(".") : version;
}

function packagesOf(path: string, content: string): Omit<InstalledPackage, "layer">[] {
  if (path === DPKG) return stanzas(content).flatMap(dpkgPackage);
  return path.endsWith("installed") ? stanzas(content).flatMap(apkPackage) : [];
}

/** Fields of each stanza; of a field that goes on in further lines the first line. */
function stanzas(content: string): ReadonlyMap<string, string>[] {
  return content
    .split(/\n\n+/)
    .map((stanza) => new Map([...stanza.matchAll(/^([A-Za-z-]+):[ ]?(.*)$/gm)].map(([, key = "", value = ""]) => [key, value])));
}

function apkPackage(fields: ReadonlyMap<string, string>): Omit<InstalledPackage, "layer">[] {
  const [name, version] = [fields.get("P"), fields.get("V")];
  return name && version ? [{ name, version, source: fields.get("o") ?? name, arch: fields.get("A") ?? "" }] : [];
}

/** `Source: openssl (3.5.1-1)` names a version when it differs from the package's own. */
function dpkgPackage(fields: ReadonlyMap<string, string>): Omit<InstalledPackage, "layer">[] {
  const [name, version, status = ""] = [fields.get("Package"), fields.get("Version"), fields.get("Status")];
  if (!name || !version || !status.endsWith(" installed")) return [];
  return [{ name, version, source: fields.get("Source")?.split(" ")[0] ?? name, arch: fields.get("Architecture") ?? "" }];
}

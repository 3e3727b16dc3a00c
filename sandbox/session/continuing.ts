/**
 * A lesson begun in a world that the learner has built elsewhere: in another lesson, or in the sandbox. It fits when everything that the
 * lesson's own start has is there too, and none of its tasks is done yet. The other session stays as it is.
 */
import { ImageStore } from "../clients/docker/store/store.ts";
import { NO_LATCHES } from "../grading/evidence.ts";
import type { Lesson } from "../grading/lesson.ts";
import { findLayer } from "../images/layer.ts";
import { collect } from "../kernel/bytes.ts";
import type { Blobs } from "../world/blobs.ts";
import { metaOf } from "../world/store.ts";
import type { Table } from "../world/tables.ts";
import type { World } from "../world/world.ts";
import { unseenMachine } from "./forks.ts";
import { namedBlobs } from "./garbage.ts";
import { evidenceOf } from "./judging.ts";
import { loginState, type Machine } from "./machine.ts";
import type { Moment } from "./moment.ts";
import type { SessionPorts } from "./ports.ts";
import { describeBuilds, worldNamed } from "./presets/build.ts";
import { HOME } from "./presets/computer.ts";
import { resolveVariables } from "./presets/variables.ts";
import { SAVE_SCHEMA } from "./save.ts";
import { replay } from "./timeline.ts";
import { NO_EVENTS } from "./trail.ts";

/** Tables whose rows a lesson's start may bring; the rest is bookkeeping, or the computer's files, which are compared by their own rules. */
const THINGS: readonly Table[] = [
  ...(["accounts", "principals", "groups", "managedPolicies", "identityProviders", "kmsKeys", "eventRules", "logGroups"] as const),
  ...(["publicRegistries", "publicCatalog", "registries", "templates", "cacheRules", "secrets", "repositories", "images", "tags"] as const),
];

/** Members that every world makes for itself: ids, and when something was. */
const OWN = /^id$|(?:Id|At|Time)$/;

/** Files that every world writes for itself; profiles, logins and images are asked about by name. */
const OWN_FILES = [`${HOME}/.aws/`, `${HOME}/.docker/`, `${HOME}/.bash_history`, "/var/lib/docker", "/tmp", "/proc", "/run"];

interface Kept {
  readonly world: World;
  /** Something was done in it. */
  readonly isUsed: boolean;
  readonly blobs: Blobs;
}

async function keptWorld(slot: string, { storage, hasher }: SessionPorts): Promise<Kept | undefined> {
  const { persistence, blobs } = await storage(slot);
  const saved = await persistence?.load();
  if (!saved || saved.schema > SAVE_SCHEMA) return undefined;
  if (slot.startsWith("world:")) await describeBuilds(hasher, resolveVariables(worldNamed(slot.slice("world:".length))));
  const { now, steps } = replay(saved).timeline;
  return { world: now.world, isUsed: steps.length > 0, blobs };
}

/** Whether a lesson, whose own start is `start`, could begin in what is kept of another session. */
export async function fits(lesson: Lesson, start: World, own: Blobs, slot: string, ports: SessionPorts): Promise<boolean> {
  const kept = await keptWorld(slot, ports);
  if (!kept?.isUsed || !hasAll(start, kept.world)) return false;
  for (const [digest] of namedBlobs([momentOf(kept.world)])) if (!findLayer(digest) && (await kept.blobs.size(digest)) === undefined) return false;
  const mine = machineOf(kept.world, kept.blobs, ports, lesson);
  const prepared = machineOf(start, own, ports, lesson);
  if (!(await hasComputer(prepared, mine))) return false;
  const { evaluate } = await import("../grading/evaluate.ts");
  const { states } = await evaluate(lesson, evidenceOf(mine, { world: kept.world }), NO_LATCHES, { forks: "later" });
  return states.every(({ status }) => status !== "done");
}

/** The kept world as a lesson's first moment; its bytes are copied to where the lesson is kept. */
export async function takenFrom(slot: string, blobs: Blobs, ports: SessionPorts): Promise<Moment> {
  const kept = await keptWorld(slot, ports);
  if (!kept) throw new Error(`nothing is kept of ${slot}`);
  const moment = momentOf(kept.world);
  for (const [digest] of namedBlobs([moment]))
    if (!findLayer(digest) && (await blobs.size(digest)) === undefined) await blobs.put(await collect(kept.blobs.read(digest)));
  return moment;
}

function momentOf(world: World): Moment {
  return { world, trail: NO_EVENTS, shell: loginState(world), answers: {}, latches: NO_LATCHES };
}

function machineOf(world: World, blobs: Blobs, { hasher }: SessionPorts, lesson: Lesson): Machine {
  return unseenMachine({ world, hasher, blobs, shell: loginState(world) }, lesson.world).machine;
}

function hasAll(start: World, mine: World): boolean {
  const [a, b] = [metaOf(start), metaOf(mine)];
  if (a.account !== b.account || a.region !== b.region || a.cli !== b.cli || b.faults?.length || b.network === "private") return false;
  return THINGS.every((table) => [...start[table].entries()].every(([key, row]) => essence(row) === essence(mine[table].get(key))));
}

/** A row as text, without what every world makes for itself. */
function essence(row: unknown): string {
  return JSON.stringify(row, (key, value: unknown) => (OWN.test(key) ? undefined : value)) ?? "";
}

/** Files with their content, profiles by name, local images by name and digest, and logins that are still good. */
async function hasComputer(start: Machine, mine: Machine): Promise<boolean> {
  for (const [path, node] of start.store.world.files.entries()) {
    if (OWN_FILES.some((own) => path.startsWith(own)) || node.kind !== "file") continue;
    const other = mine.store.world.files.get(path);
    if (other?.kind !== "file" || JSON.stringify(other.content) !== JSON.stringify(node.content)) return false;
  }
  for (const file of ["config", "credentials"]) {
    const names = await sectionsOf(mine, `${HOME}/.aws/${file}`);
    for (const name of await sectionsOf(start, `${HOME}/.aws/${file}`)) if (!names.includes(name)) return false;
  }
  return (await hasImages(start, mine)) && hasLogins(start, mine);
}

async function sectionsOf({ files }: Machine, path: string): Promise<string[]> {
  if (!files.stat(path)) return [];
  const content = new TextDecoder().decode(await files.read(path));
  return [...content.matchAll(/^\[([^\]]+)\]/gm)].map(([, name = ""]) => name);
}

async function hasImages(start: Machine, mine: Machine): Promise<boolean> {
  const there = new ImageStore(mine.files);
  for (const { id, names } of await new ImageStore(start.files).images()) {
    const reference = names[0];
    if (!reference) continue;
    const found = (await there.images()).some(
      (image) => image.id === id && image.names.some((name) => JSON.stringify(name) === JSON.stringify(reference)),
    );
    if (!found) return false;
  }
  return true;
}

async function hasLogins(start: Machine, mine: Machine): Promise<boolean> {
  const { dockerLogin } = await import("../grading/nouns/docker-login.ts");
  const contextOf = (machine: Machine) => ({
    lesson: { world: {} },
    evidence: evidenceOf(machine, { world: machine.store.world }),
    openedAfter: 0,
    since: "lesson" as const,
    forks: "later" as const,
  });
  const good = (await dockerLogin.find("*", contextOf(mine), undefined)).filter(({ has }) => has.valid === true).map(({ name }) => name);
  const wanted = await dockerLogin.find("*", contextOf(start), undefined);
  return wanted.every(({ name, has }) => has.valid !== true || good.includes(name));
}

/** One simulated cloud and one computer before it, over one world: what a session runs commands on, and what a fork copies. */
import { awsAddresses } from "../cloud/addresses.ts";
import type { Addresses, CloudContext } from "../cloud/service.ts";
import { generatedBlobs } from "../images/blobs.ts";
import type { Handle } from "../kernel/exchange.ts";
import type { Hasher } from "../kernel/hash.ts";
import { freshState, type LaterShell, laterShell, type ShellState } from "../shell/index.ts";
import type { Clock, Installed, Refusal } from "../shell/program.ts";
import type { Blobs } from "../world/blobs.ts";
import { META } from "../world/keys.ts";
import { Store } from "../world/store.ts";
import type { Meta } from "../world/tables.ts";
import type { World } from "../world/world.ts";
import { WorldFiles } from "./files.ts";
import { ENVIRONMENT_FILE, HOME, parseEnvironment } from "./presets/computer.ts";
import { stagedInWorld } from "./staged-parts.ts";

export interface MachineHooks {
  /** A program starts. */
  spawned?(name: string, argv: readonly string[]): void;
  refused?(refusal: Refusal): void;
  /** Real waiting for the eye. */
  pace?(milliseconds: number): Promise<void>;
  /** Real milliseconds from any origin, only to decide when to let Ctrl-C in. */
  elapsed?(): number;
  /** Resolves when everything committed so far lies where it survives; awaited before anything is acknowledged. Missing: nothing is kept. */
  settled?(): Promise<void>;
}

export interface MachineOptions extends MachineHooks {
  readonly world: World;
  readonly hasher: Hasher;
  readonly blobs: Blobs;
  readonly programs: readonly Installed[];
  /** Missing: that of a fresh login. */
  readonly shell?: ShellState;
  /** What stands between the programs and the door. Missing: nothing does. */
  readonly network?: (door: Handle) => Handle;
}

export interface Machine {
  readonly hasher: Hasher;
  readonly store: Store;
  readonly blobs: Blobs;
  readonly handle: Handle;
  readonly addresses: Addresses;
  readonly files: WorldFiles;
  readonly shell: LaterShell;
  readonly clock: Clock;
  readonly programs: readonly Installed[];
  /** Lets the cloud do what has become due by itself; a request would do so too. */
  catchUp(): Promise<void>;
}

export function createMachine({
  world,
  hasher,
  blobs: kept,
  programs,
  shell,
  network,
  spawned,
  refused,
  pace,
  elapsed,
  settled,
}: MachineOptions): Machine {
  const store = new Store(world, { hasher });
  const blobs = stagedInWorld(generatedBlobs(kept), store);
  const addresses = awsAddresses();
  const handle = laterCloud({ store, blobs, hasher, transportNow: () => store.now(), addresses, settled: settled ?? nothingToSettle });
  const door = network ? network(handle) : handle;
  const files = new WorldFiles({ store, blobs, programs: programs.map(({ name }) => name) });
  const clock: Clock = {
    now: () => store.now() + skewOf(store.meta),
    async sleep(milliseconds) {
      passTime(store, milliseconds);
      await pace?.(milliseconds);
    },
  };
  const running = laterShell({
    state: shell ?? loginState(world),
    files,
    programs: settled ? programs.map((installed) => settling(installed, settled)) : programs,
    network: (request) => (isTroubled(store.meta) ? import("./network.ts").then(({ troubled }) => troubled(door, store, request)) : door(request)),
    clock,
    hasher,
    awsCli: () => store.meta.cli,
    ...(spawned ? { onSpawn: spawned } : {}),
    ...(refused ? { refuse: refused } : {}),
    ...(pace ? { pace } : {}),
    ...(elapsed ? { elapsed } : {}),
  });
  return { hasher, store, blobs, handle, addresses, files, shell: running, clock, programs, catchUp: () => catchUp(store, blobs) };
}

function isTroubled({ faults, network }: Meta): boolean {
  return (faults !== undefined && faults.length > 0) || network === "private";
}

/** How far the computer's clock is from the cloud's, milliseconds. */
function skewOf({ faults = [] }: Meta): number {
  return faults.reduce((sum, fault) => sum + (fault.kind === "clock-skew" ? fault.by : 0), 0);
}

async function nothingToSettle(): Promise<void> {}

async function catchUp(store: Store, blobs: Blobs): Promise<void> {
  const first = store.world.jobs.minKey();
  if (first === undefined || (store.world.jobs.get(first)?.due ?? 0) > store.now()) return;
  const { runDueJobs } = await import("../ecr/jobs/jobs.ts");
  await runDueJobs(store, blobs);
}

/** A program whose exit is seen only when what it did lies where it survives: so a reload between two commands of one line loses nothing. */
function settling(installed: Installed, settled: () => Promise<void>): Installed {
  return {
    ...installed,
    async program(context) {
      const status = await installed.program(context);
      await settled();
      return status;
    },
  };
}

/** The cloud behind its door, whose code is fetched with the first request: a page's prompt does not wait for it (decision 32). */
function laterCloud(context: CloudContext): Handle {
  let opened: Promise<Handle> | undefined;
  return async (request) => {
    opened ??= import("../cloud/index.ts").then(({ createCloud }) => createCloud(context));
    try {
      return (await opened)(request);
    } catch (problem) {
      opened = undefined;
      throw problem;
    }
  };
}

/** Changes some members of the world's meta row. */
export function changeMeta(store: Store, change: (meta: Meta) => Partial<Meta>): void {
  store.change(({ tx }) => {
    const meta = tx.get("meta", META) as Meta;
    tx.set("meta", META, { ...meta, ...change(meta) });
  });
}

/** Moves the virtual clock on. */
export function passTime(store: Store, milliseconds: number): void {
  if (milliseconds > 0) changeMeta(store, ({ now }) => ({ now: now + milliseconds }));
}

/** The shell as it is after logging in: the environment of `/etc/environment`, in the home directory. */
export function loginState(world: World): ShellState {
  const node = world.files.get(ENVIRONMENT_FILE);
  const environment = node?.kind === "file" && "text" in node.content ? parseEnvironment(node.content.text) : {};
  return freshState(environment, environment.HOME ?? HOME);
}

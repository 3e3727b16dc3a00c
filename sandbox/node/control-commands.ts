/** What the control socket can do with a running server: turn its clock, begin its world anew or another one, switch faults, tell. */
import { runDueJobs } from "../ecr/jobs/jobs.ts";
import { formatDuration, parseDuration } from "../session/presets/durations.ts";
import { BadWorld } from "../session/presets/grammar.ts";
import type { Blobs } from "../world/blobs.ts";
import { META } from "../world/keys.ts";
import type { Store } from "../world/store.ts";
import type { RegistryPort } from "./addresses.ts";
import { FARTHEST_CLOCK } from "./arguments.ts";
import type { Command } from "./control.ts";
import { ControlError } from "./control-error.ts";
import { FAULTS, type Faults, isFault } from "./faults.ts";
import type { Ports } from "./ports.ts";
import { type Accounts, keysOf, newWorld, registriesOf } from "./server-world.ts";

export const COMMANDS: Readonly<Record<string, string>> = {
  status: "world, time, registries, fault",
  "clock +13h": "time goes on by 13 hours; -1d takes it back, 0 makes it this machine's",
  reset: "the world as it began; the clock is left as it is",
  "preset NAME": "another world of lessons/worlds/",
  "fault NAME": `one of ${Object.keys(FAULTS).join(", ")}; clear ends it`,
  help: "these commands",
};

/** Commands that take no word: `reset team` was meant for another world than it would begin. */
const ALONE: ReadonlySet<string> = new Set(["status", "reset", "help"]);

export interface Controlled {
  readonly store: Store;
  readonly blobs: Blobs;
  readonly ports: Ports;
  readonly faults: Faults;
  readonly accounts: Accounts;
  readonly settled: () => Promise<void>;
  readonly address: (registry: RegistryPort) => string;
}

export function controlCommands(server: Controlled): Command {
  return async ([name = "", ...words]) => {
    const [word, ...more] = words;
    if (more.length > 0 || (word !== undefined && ALONE.has(name))) throw new ControlError(`too many words after ${name}`);
    switch (name) {
      case "status":
        return status(server);
      case "clock":
        return clock(server, word);
      case "reset":
        return begin(server, server.store.meta.preset);
      case "preset":
        if (word === undefined) throw new ControlError("preset takes the name of a world");
        return begin(server, word);
      case "fault":
        return fault(server, word);
      case "help":
        return { commands: COMMANDS };
      default:
        throw new ControlError(`there is no command ${name}; there are ${Object.keys(COMMANDS).join(", ")}`);
    }
  };
}

function status({ store, ports, faults, address }: Controlled) {
  const { meta, world } = store;
  return {
    preset: meta.preset,
    now: new Date(store.now()).toISOString(),
    ahead: meta.offset === 0 ? "0" : `${meta.offset < 0 ? "-" : "+"}${formatDuration(Math.abs(meta.offset))}`,
    fault: faults.active ?? null,
    repositories: world.repositories.size,
    images: world.images.size,
    registries: ports.registries.map((registry) => ({ account: registry.account, region: registry.region, address: address(registry) })),
  };
}

async function clock(server: Controlled, word: string | undefined) {
  const { store, settled } = server;
  if (word !== undefined) {
    const offset = word === "0" ? 0 : store.meta.offset + lengthOf(word);
    if (Math.abs(offset) > FARTHEST_CLOCK) throw new ControlError(`the clock stays within ${formatDuration(FARTHEST_CLOCK)} of this machine's`);
    store.change(({ tx }) => tx.set("meta", META, { ...store.meta, offset }));
    // What was due in the time that was skipped happens now, each at its own moment.
    await runDueJobs(store, server.blobs);
    await settled();
  }
  return status(server);
}

function lengthOf(word: string): number {
  const [, sign, text = ""] = /^([+-])(.+)$/.exec(word) ?? [];
  const length = parseDuration(text);
  if (length === undefined) throw new ControlError(`clock takes a length of time such as +13h or -1d, or 0, not "${word}"`);
  return sign === "-" ? -length : length;
}

async function begin(server: Controlled, preset: string) {
  const { store, blobs, ports, accounts, settled } = server;
  try {
    store.replace(await newWorld({ preset, accounts, offset: store.meta.offset }, blobs));
  } catch (error) {
    throw error instanceof BadWorld ? new ControlError(error.message) : error;
  }
  store.replaceEvents([]);
  await settled();
  for (const registry of registriesOf(store.world)) await ports.open(registry);
  const keys = keysOf(store.world).map(({ arn, id, secret, token }) => ({ arn, id, secret, ...(token === undefined ? {} : { token }) }));
  return { ...status(server), keys };
}

function fault(server: Controlled, word: string | undefined) {
  if (word !== undefined && word !== "clear" && !isFault(word))
    throw new ControlError(`there is no fault ${word}; there are ${Object.keys(FAULTS).join(", ")}, and clear`);
  if (word !== undefined) server.faults.active = word === "clear" ? undefined : word;
  return { fault: server.faults.active ?? null };
}

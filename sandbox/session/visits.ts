/** What other people do in a world, and when (`visits` of FORMAT §6): they act in the same cloud, at a computer of their own. */
import { META } from "../world/keys.ts";
import type { Meta } from "../world/tables.ts";
import type { Transaction, Write } from "../world/world.ts";
import { writesBetween } from "./changed-rows.ts";
import { actAs, unseenMachine } from "./forks.ts";
import { loginState, type Machine } from "./machine.ts";
import type { Patch } from "./presets/merge-patch.ts";
import { visitsOf } from "./presets/visits.ts";

/**
 * Pays the visit of that name: everything it does in the cloud stays, its files and its requests are not the learner's, and one event
 * `visit` says that it happened. False when the world knows no such visit.
 */
export async function visit(name: string, live: Pick<Machine, "store" | "hasher" | "blobs">, origin: Patch): Promise<boolean> {
  const found = visitsOf(origin).find((one) => one.name === name);
  if (!found) return false;
  const { store, hasher, blobs } = live;
  const { machine } = unseenMachine({ world: store.world, hasher, blobs, shell: loginState(store.world) }, origin);
  const { before, status } = await actAs(found.as, found.run, machine, origin);
  const writes = writesBetween(before, machine.store.world).filter(({ table }) => table !== "files" && table !== "meta");
  const { now, counter } = machine.store.meta;
  store.change(({ tx }) => {
    for (const write of writes) repeat(tx, write);
    tx.set("meta", META, { ...(tx.get("meta", META) as Meta), now, counter });
  });
  store.log({ kind: "visit", of: name, has: { as: found.as, status } });
  return true;
}

function repeat(tx: Transaction, { table, key, row }: Write): void {
  if (row === undefined) tx.delete(table, key);
  else tx.set(table, key, row);
}

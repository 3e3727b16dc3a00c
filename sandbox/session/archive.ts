/** A session as one file: a zip with `state.json` and the blobs that cannot be generated again (decision 26: export always works). */
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { findLayer } from "../images/layer.ts";
import { collect } from "../kernel/bytes.ts";
import { isDigest } from "../kernel/hash.ts";
import type { Blobs } from "../world/blobs.ts";
import { namedBlobs } from "./garbage.ts";
import { SAVE_SCHEMA, type Saved } from "./save.ts";
import type { Timeline } from "./timeline.ts";

interface Archived {
  readonly slot: string;
  readonly saved: Saved;
}

/** A file that holds no session, or one of a newer version; the message is for the person. */
export class BadArchive extends Error {}

export async function packSession(slot: string, timeline: Timeline, blobs: Blobs): Promise<Uint8Array> {
  const entries: Record<string, Uint8Array> = {};
  for (const [digest] of namedBlobs(timeline.reachable())) {
    if (findLayer(digest) || (await blobs.size(digest)) === undefined) continue;
    entries[`blobs/${digest.replace(":", "/")}`] = await collect(blobs.read(digest));
  }
  const archived: Archived = { slot, saved: timeline.save() };
  return zipSync({ "state.json": strToU8(JSON.stringify(archived)), ...entries }, { level: 1 });
}

export interface Unpacked extends Archived {
  readonly blobs: readonly Uint8Array[];
}

export function unpackSession(file: Uint8Array): Unpacked {
  const entries = open(file);
  const state = entries["state.json"];
  if (!state) throw new BadArchive("This file holds no Gantry session.");
  const { slot, saved } = JSON.parse(strFromU8(state)) as Archived;
  if (typeof slot !== "string" || typeof saved?.schema !== "number") throw new BadArchive("This file holds no Gantry session.");
  if (saved.schema > SAVE_SCHEMA) throw new BadArchive("This file was written by a newer version of Gantry.");
  const blobs = Object.entries(entries).filter(([name]) => isDigest(name.replace("blobs/", "").replace("/", ":")));
  return { slot, saved, blobs: blobs.map(([, bytes]) => bytes) };
}

function open(file: Uint8Array): Record<string, Uint8Array> {
  try {
    return unzipSync(file);
  } catch {
    throw new BadArchive("This file is no zip file, or it is damaged.");
  }
}

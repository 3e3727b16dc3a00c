/** What ECR sets going by itself when an image was pushed: an event, copies, signatures. */
import type { Caller } from "../../iam/decision.ts";
import type { Hasher } from "../../kernel/hash.ts";
import type { Image } from "../../world/tables.ts";
import type { Transaction } from "../../world/world.ts";
import { tellPushed } from "../events/events.ts";
import { beginReplication } from "../replication/begin.ts";
import { beginSigning } from "../signing/begin.ts";
import type { Found } from "./lookup.ts";

export interface Pushed {
  readonly digest: Image["digest"];
  readonly tag: string | undefined;
  /** Signatures are made in the pusher's name. */
  readonly caller: Caller;
  readonly now: number;
  readonly hasher: Hasher;
}

/** To be called once the image's rows are written. */
export function pushed(tx: Transaction, { row }: Pick<Found, "row">, { digest, tag, caller, now, hasher }: Pushed): void {
  tellPushed({ tx, hasher, now }, row, digest, tag);
  beginReplication(tx, row, digest, tag, now);
  beginSigning(tx, row, digest, caller, now);
}

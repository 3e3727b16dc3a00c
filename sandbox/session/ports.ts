/** What a session needs of its platform. */
import type { Hasher } from "../kernel/hash.ts";
import type { Storage } from "./save.ts";

export interface SessionPorts {
  readonly hasher: Hasher;
  /** Storage of a slot: `lesson:<slug>` or `world:<name>`. */
  storage(slot: string): Storage | Promise<Storage>;
  /** Real waiting that lets the eye follow; missing: nobody watches and nothing waits. */
  pace?(milliseconds: number): Promise<void>;
  /** Real milliseconds from any origin, only to decide when to let Ctrl-C in; nothing that is printed depends on it. */
  elapsed?(): number;
}

/** The door for the page: the whole sandbox in a Web Worker, spoken to by comlink, with one MessagePort per terminal (decision 22). */
import { expose } from "comlink";
import { indexedDbBlobs } from "./page/blobs.ts";
import { Database } from "./page/database.ts";
import { wasmHasher } from "./page/hasher.ts";
import { indexedDbPersistence } from "./page/persistence.ts";
import type { Started, WorkerApi } from "./page/protocol.ts";
import { takeTurn } from "./page/turn.ts";
import { createSession, type Session } from "./session/session.ts";
import { memoryBlobs } from "./world/memory-blobs.ts";

/** Real milliseconds that a pause for the eye may last at most: a push of 54 MB takes about a second and a half to be seen. */
const LONGEST_PAUSE = 250;

const pace = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.min(milliseconds, LONGEST_PAUSE)));

let session: Session | undefined;

function opened(): Session {
  if (!session) throw new Error("the worker has not been started");
  return session;
}

async function start(writer: string, takeOver: boolean, lost: () => void, calm = false): Promise<Started> {
  const [hasher, database, writes] = await Promise.all([wasmHasher(), Database.open(writer).catch(() => undefined), takeTurn(takeOver, lost)]);
  if (database && writes) await database.claim();
  session = createSession({
    hasher,
    storage: async (slot) =>
      database
        ? { blobs: await indexedDbBlobs({ database, slot, hasher, writes }), persistence: indexedDbPersistence(database, slot, writes) }
        : { blobs: memoryBlobs(hasher) },
    ...(calm ? {} : { pace }),
  });
  return { writes, keeps: database !== undefined };
}

const api: WorkerApi = {
  start,
  open: (target) => opened().open(target),
  run: (line) => opened().run(line),
  undo: () => opened().undo(),
  redo: () => opened().redo(),
  reset: (what, task) => opened().reset(what, task),
  advance: (milliseconds) => opened().advance(milliseconds),
  answer: (id, value) => opened().answer(id, value),
  subscribe: (listener) => opened().subscribe(listener),
  attach: (port) => opened().attach(port),
  exportState: () => opened().exportState(),
  importState: (file) => opened().importState(file),
  probe: (lines) => opened().probe(lines),
};

expose(api);

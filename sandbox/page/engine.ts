/** The whole sandbox behind the page's calls, spoken to by comlink, with one MessagePort per terminal (decision 22). */
import { expose } from "comlink";
import { createSession, type Session } from "../session/session.ts";
import { memoryBlobs } from "../world/memory-blobs.ts";
import { indexedDbBlobs } from "./blobs.ts";
import { Database } from "./database.ts";
import { wasmHasher } from "./hasher.ts";
import { indexedDbPersistence } from "./persistence.ts";
import type { Started, WorkerApi } from "./protocol.ts";
import { type Asking, takeTurn } from "./turn.ts";

/** Real milliseconds that a pause for the eye may last at most: a push of 54 MB takes about a second and a half to be seen. */
const LONGEST_PAUSE = 250;
/** Real milliseconds between the end of the start and the fetching of what may be needed. */
const PRELOAD_AFTER = 500;

const pace = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.min(milliseconds, LONGEST_PAUSE)));

let session: Promise<Session> | undefined;

/** Calls may come before the start is over; they wait for it, in their order. */
async function opened(): Promise<Session> {
  if (!session) throw new Error("the worker has not been started");
  return session;
}

async function start(writer: string, asking: Asking, lost: () => void, calm = false): Promise<Started> {
  const ports = Promise.all([wasmHasher(), Database.open(writer, lost).catch(() => undefined), takeTurn(asking, lost)]);
  session = ports.then(([hasher, database, writes]) => {
    // Not waited for: IndexedDB keeps the order, so every write of this tab finds the claim made.
    if (database && writes) database.claim().catch(() => undefined);
    return createSession({
      hasher,
      storage: async (slot) =>
        database
          ? { blobs: await indexedDbBlobs({ database, slot, hasher, writes }), persistence: indexedDbPersistence(database, slot, writes) }
          : { blobs: memoryBlobs(hasher) },
      ...(calm ? {} : { pace }),
    });
  });
  const [, database, writes] = await ports;
  await session;
  return { writes, keeps: database !== undefined };
}

/** What the first commands will need, fetched while the learner reads: interpreter first, then the cloud and its clients. */
async function ready(): Promise<void> {
  await (await opened()).machine().shell.loading();
  for (const fetched of [
    async () => (await import("../cloud/index.ts")).fetchUsual(),
    () => import("../clients/aws/index.ts"),
    () => import("../clients/docker/index.ts"),
  ])
    setTimeout(() => fetched().catch(() => undefined), PRELOAD_AFTER);
}

const api: WorkerApi = {
  start,
  ready,
  open: async (target) => (await opened()).open(target),
  fitting: async (slots) => (await opened()).fitting(slots),
  run: async (line) => (await opened()).run(line),
  undo: async () => (await opened()).undo(),
  redo: async () => (await opened()).redo(),
  reset: async (what, task) => (await opened()).reset(what, task),
  advance: async (milliseconds) => (await opened()).advance(milliseconds),
  answer: async (id, value) => (await opened()).answer(id, value),
  subscribe: async (listener) => (await opened()).subscribe(listener),
  attach: async (port) => (await opened()).attach(port),
  exportState: async () => (await opened()).exportState(),
  importState: async (file) => (await opened()).importState(file),
  probe: async (lines) => (await opened()).probe(lines),
  permissions: async () => (await opened()).permissions(),
};

/** From now on calls of the page are answered. */
export function answerCalls(): void {
  expose(api);
}

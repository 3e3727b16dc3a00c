/** What a contributor writes for one API operation: a synchronous function from input and world to output, with the errors it may refuse with. */
import type { Addresses, CloudContext } from "../cloud/service.ts";
import type { ServiceError } from "../http/errors/service-error.ts";
import type { Caller } from "../iam/decision.ts";
import type { Hasher } from "../kernel/hash.ts";
import type { Ids } from "../kernel/ids.ts";
import type { Blobs } from "../world/blobs.ts";
import type { RegistryId } from "../world/keys.ts";
import type { Transaction, World } from "../world/world.ts";
import type { ErrorName, Input, OperationName, Output } from "./model/index.ts";
import { refusal, type Sentences } from "./refusals.ts";

/** Makes the error to throw: `throw refuse("RepositoryNotFoundException", where)`. An error that the model does not declare does not compile. */
export type Refuse<N extends OperationName> = <E extends ErrorName<N> & keyof Sentences>(
  error: E,
  details: Parameters<Sentences[E]>[0],
  members?: Readonly<Record<string, unknown>>,
) => ServiceError;

/** What a handler works with. */
export interface Scope<N extends OperationName> {
  readonly tx: Transaction;
  /** Virtual time, epoch milliseconds. */
  readonly now: number;
  /** Time of signatures, epoch milliseconds. */
  readonly transportNow: number;
  readonly ids: Ids;
  readonly hasher: Hasher;
  readonly caller: Caller;
  /** The registry asked: the input's `registryId`, else the caller's own. */
  readonly registry: RegistryId;
  readonly addresses: Addresses;
  readonly refuse: Refuse<N>;
}

/** What the asynchronous half works with: bodies and the world as it is now, which may change before the handler runs. */
export interface Preparation<N extends OperationName> {
  readonly context: CloudContext;
  readonly world: World;
  readonly blobs: Blobs;
  readonly registry: RegistryId;
  /** Bytes that lie in staging already, when the registry's side streamed them there. */
  readonly staged?: number;
  readonly refuse: Refuse<N>;
}

/** A value, never a promise: the world cannot change under a handler. */
export type Run<N extends OperationName> = (input: Input<N>, scope: Scope<N>) => Output<N> & { readonly then?: never };

export interface PreparedHandler<N extends OperationName> {
  /** Reads or writes blobs, then gives the handler that re-checks what may have changed and commits. */
  readonly prepare: (input: Input<N>, preparation: Preparation<N>) => Promise<Run<N>>;
  /** Requests with the same word run one after another. */
  readonly oneAtATime: (input: Input<N>) => string;
}

export interface Operation<N extends OperationName> {
  readonly name: N;
  readonly handler: Run<N> | PreparedHandler<N>;
}

export function operation<N extends OperationName>(name: N, handler: Run<N> | PreparedHandler<N>): Operation<N> {
  return { name, handler };
}

/**
 * They bring a layer, whose bytes are flushed before it is complete. Its row needs no flush of its own: the row of an image that names it
 * comes later in the same log, and is flushed; a layer that no image names is asked about, and sent again, by the next push.
 */
const LAYER_STEPS: ReadonlySet<OperationName> = new Set(["InitiateLayerUpload", "UploadLayerPart", "CompleteLayerUpload"]);

/** Runs an operation's handler on the current world and commits. Says whether anything was written. */
export async function perform<N extends OperationName>(
  { name, handler }: Operation<N>,
  input: Input<N>,
  context: CloudContext,
  { caller, registry, staged }: { caller: Caller; registry: RegistryId; staged?: number },
): Promise<Output<N>> {
  const { store, blobs, hasher, addresses } = context;
  const refuse = refusal as Refuse<N>;
  const run =
    typeof handler === "function"
      ? handler
      : await handler.prepare(input, { context, world: store.world, blobs, registry, refuse, ...(staged === undefined ? {} : { staged }) });
  let wrote = false;
  const output = store.change(({ tx, now, ids }) => {
    const result = run(input, { tx, now, transportNow: context.transportNow(), ids, hasher, caller, registry, addresses, refuse });
    wrote = tx.writes.length > 0;
    return result;
  });
  if (wrote) await context.settled(LAYER_STEPS.has(name) ? "process" : "machine");
  return output;
}

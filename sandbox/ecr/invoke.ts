/**
 * The one way to run an ECR operation, for the JSON API and for the registry routes alike: so permissions, refusals and events exist
 * once. Each call authorises, prepares (reads a body into staging), runs the handler on the current world, commits, and waits until
 * the commit would survive a crash.
 */
import type { Identified } from "../cloud/service.ts";
import { ServiceError } from "../http/errors/service-error.ts";
import { serially } from "../kernel/serially.ts";
import { type RegistryId, repositoryKey } from "../world/keys.ts";
import { askPermission } from "./authorise.ts";
import { pullThrough } from "./cache/pull-through.ts";
import { sketch } from "./common/sketch.ts";
import { refuseLeftovers } from "./encryption/retire.ts";
import { askKey } from "./encryption/use.ts";
import { arrange } from "./model/arrange.ts";
import type { Input, OperationName, Output } from "./model/index.ts";
import { validate } from "./model/validate.ts";
import { type Operation, perform } from "./operation.ts";
import { OPERATIONS } from "./operations/index.ts";
import { takeToken } from "./quotas/rates.ts";
import { sandboxLacks } from "./refusals.ts";

/** Who runs an operation, on which registry, answering to which request. */
export interface Invocation extends Identified {
  /** Asks for the permission of an operation in the words of another service that keeps its images here: ECR Public. */
  readonly ask?: typeof askPermission;
}

/** The bytes of an upload that already lie in `context.blobs.stage(uploadId)`: the registry asks (`authorise`), then streams bodies of any size there, and lets nobody else near the upload meanwhile. */
export interface Staged {
  /** Bytes staged in all. */
  readonly size: number;
}

/** As the API takes it; a part that is staged already comes without its bytes. */
export type InvokeInput<N extends OperationName> = N extends "UploadLayerPart"
  ? Omit<Input<N>, "layerPartBlob"> & { readonly layerPartBlob?: Uint8Array }
  : Input<N>;

/** Members that may be missing when bytes are staged already, or not yet read. */
const STREAMED: readonly string[] = ["layerPartBlob"];

interface Checked {
  readonly input: Readonly<Record<string, unknown>>;
  readonly registry: RegistryId;
}

/** Records a refusal in the report and passes it on. */
function refused(invocation: Invocation, error: unknown): unknown {
  if (error instanceof ServiceError) {
    invocation.report.outcome = error.refusal;
    invocation.report.error = { code: error.code, message: error.message };
  }
  return error;
}

function read(name: OperationName, raw: unknown, invocation: Invocation, optional: readonly string[]): Checked {
  const { report } = invocation;
  report.operation = name;
  const input = validate(`${name}Request`, raw, optional);
  report.input = sketch(input);
  return { input, registry: { ...invocation.registry, ...(typeof input.registryId === "string" ? { account: input.registryId } : {}) } };
}

function check(name: OperationName, raw: unknown, invocation: Invocation, optional: readonly string[] = []): Checked {
  const checked = read(name, raw, invocation, optional);
  (invocation.ask ?? askPermission)(name, checked.input, checked.registry, invocation);
  askKey(name, checked.input, checked.registry, invocation);
  return checked;
}

/** Validates and asks permission, and does nothing else: a refused upload is answered before its body is read. Throws `ServiceError`. */
export function authorise<N extends OperationName>(name: N, input: InvokeInput<N>, invocation: Invocation): void {
  try {
    check(name, input, invocation, STREAMED);
  } catch (error) {
    throw refused(invocation, error);
  }
}

/** The registries whose hosts the answer may name. */
function registriesNamed({ registryIds }: Checked["input"], registry: RegistryId): readonly RegistryId[] {
  return Array.isArray(registryIds) ? registryIds.map((account: string) => ({ ...registry, account })) : [registry];
}

async function run(name: OperationName, raw: unknown, invocation: Invocation, staged: Staged | undefined): Promise<unknown> {
  const { context, caller } = invocation;
  takeToken(context.store, { account: caller.account, region: invocation.registry.region }, name);
  const { input, registry } = staged ? read(name, raw, invocation, STREAMED) : check(name, raw, invocation);
  const found = OPERATIONS[name] as Operation<OperationName> | undefined;
  if (!found) throw sandboxLacks(name);
  for (const named of registriesNamed(input, registry)) await context.addresses.ready?.(named);
  const { handler } = found;
  const work = () => perform(found, input as never, context, { caller, registry, ...(staged ? { staged: staged.size } : {}) });
  if (name === "DeleteRepository") return deleting(invocation, repositoryKey(registry, String(input.repositoryName)), work);
  if (name === "BatchGetImage") return pullThrough(invocation, registry, input as never, work as () => Promise<Output<"BatchGetImage">>);
  return typeof handler === "function" || staged ? work() : serially(context.blobs, handler.oneAtATime(input as never), work);
}

/** A deletion stands even when the grants on the repository's key could not be retired; the caller is told. */
async function deleting({ context }: Invocation, key: string, work: () => Promise<unknown>): Promise<unknown> {
  const row = context.store.world.repositories.get(key);
  const output = await work();
  if (row) refuseLeftovers(context.store.world, row);
  return output;
}

/** Runs an operation and fills the report. `input` may be untrusted: it is validated here. Throws `ServiceError` for every refusal. */
export async function invoke<N extends OperationName>(name: N, input: InvokeInput<N>, invocation: Invocation, staged?: Staged): Promise<Output<N>> {
  try {
    const output = arrange(`${name}Response`, await run(name, input, invocation, staged)) as Output<N>;
    invocation.report.output = sketch(output);
    invocation.report.outcome = "works";
    return output;
  } catch (error) {
    throw refused(invocation, error);
  }
}

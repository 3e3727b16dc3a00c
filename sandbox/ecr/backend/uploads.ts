/** Bytes on their way into a repository: they stream into staging, the world records how many there are. */
import type { HttpBody, Sender } from "../../kernel/exchange.ts";
import { serially } from "../../kernel/serially.ts";
import { repositoryKey } from "../../world/keys.ts";
import type { Upload } from "../../world/tables.ts";
import { authorise, type Invocation, invoke } from "../invoke.ts";
import { refusal } from "../refusals.ts";

export interface Part {
  readonly repository: string;
  readonly id: string;
  readonly body: HttpBody;
  readonly offset: number | undefined;
  readonly signal: Sender | undefined;
}

/** The upload's row, or the refusal that there is none in this repository. */
function uploadOf({ context, registry }: Invocation, repository: string, id: string): Upload {
  const where = { repository, account: registry.account };
  const key = repositoryKey(registry, repository);
  if (!context.store.world.repositories.get(key)) throw refusal("RepositoryNotFoundException", where);
  const upload = context.store.world.uploads.get(id);
  if (upload?.repository !== key) throw refusal("UploadNotFoundException", { upload: id, ...where });
  return upload;
}

export async function uploadSize(invocation: Invocation, repository: string, id: string): Promise<number> {
  uploadOf(invocation, repository, id);
  return invocation.context.blobs.stage(id).size();
}

/** One part of an upload after another, and none beside its end: what was measured of the bytes so far is still true when more are added. */
export function append(invocation: Invocation, part: Part): Promise<number> {
  return serially(invocation.context.blobs, part.id, () => appendNext(invocation, part));
}

/**
 * Asks first, then reads: a refused upload is answered before its body comes. What had arrived of a body that breaks off is kept and
 * recorded. Bytes after all that are staged.
 */
async function appendNext(invocation: Invocation, { repository, id, body, offset, signal }: Part): Promise<number> {
  const { context } = invocation;
  const staging = context.blobs.stage(id);
  const first = await staging.size();
  const named = { repositoryName: repository, uploadId: id };
  authorise("UploadLayerPart", { ...named, partFirstByte: first, partLastByte: first }, invocation);
  uploadOf(invocation, repository, id);
  if (offset !== undefined && offset !== first) {
    throw refusal(
      "InvalidLayerPartException",
      { first: offset, expected: first },
      { registryId: invocation.registry.account, ...named, lastValidByteReceived: first - 1 },
    );
  }
  const record = async (size: number) => {
    if (size > first) await invoke("UploadLayerPart", { ...named, partFirstByte: first, partLastByte: size - 1 }, invocation, { size });
    return size;
  };
  try {
    return await record(await staging.append(body, signal));
  } catch (error) {
    await staging
      .size()
      .then(record)
      .catch(() => undefined);
    throw error;
  }
}

/** Forgets an upload and its bytes. Needs the permission to upload. */
export async function abandon(invocation: Invocation, repository: string, id: string): Promise<void> {
  authorise("UploadLayerPart", { repositoryName: repository, uploadId: id, partFirstByte: 0, partLastByte: 0 }, invocation);
  uploadOf(invocation, repository, id);
  await drop(invocation, id);
}

/** Takes an upload and its bytes away, without asking. */
export async function drop({ context }: Invocation, id: string): Promise<void> {
  context.store.change(({ tx }) => tx.delete("uploads", id));
  await context.blobs.stage(id).discard();
  await context.settled();
}

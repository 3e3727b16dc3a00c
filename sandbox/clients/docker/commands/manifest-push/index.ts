/**
 * `docker manifest push`: sends a list to its registry. Images of other repositories are mounted and put into the list's repository first,
 * since a registry takes a list only when it has what is in it. https://docs.docker.com/reference/cli/docker/manifest/push/
 */
import { fromBase64, utf8 } from "../../../../kernel/bytes.ts";
import { digestOf } from "../../../../kernel/hash.ts";
import type { ProgramContext } from "../../../../shell/program.ts";
import type { Command } from "../../command.ts";
import { DockerError } from "../../errors/errors.ts";
import { canonical, familiarName, type Reference, reference, withDefaultTag } from "../../reference/reference.ts";
import { RegistryError } from "../../registry/answers.ts";
import { type DescribedImage, manifestOf } from "../../registry/described.ts";
import { RegistryHost } from "../../registry/host.ts";
import { listText, listType, noSuchList, readList, removeList } from "../../store/manifest-lists.ts";

export const manifestPush: Command = {
  name: "manifest push",
  usage: "[OPTIONS] MANIFEST_LIST",
  about: "Push a manifest list to a repository",
  arguments: [1, 1],
  flags: [
    { name: "insecure", kind: "bool", about: "Allow push to an insecure registry" },
    { name: "purge", short: "p", kind: "bool", about: "Remove the local manifest list after push" },
  ],
  async run({ context, options, arguments: [wanted = ""] }) {
    const list = withDefaultTag(reference(wanted));
    const images = await readList(context, list);
    if (images.length === 0) throw noSuchList(list);
    const bytes = utf8(listText(list, images));
    const host = new RegistryHost(context, list.domain, `repository:${list.path}:pull,push`);
    try {
      for (const image of images) await bring(context, host, list, image);
      const path = `/v2/${list.path}/manifests/${list.tag ?? list.digest}`;
      await host.expect([200, 201], "PUT", path, { headers: { "content-type": listType(images) }, body: bytes });
    } catch (error) {
      if (error instanceof RegistryError) throw new DockerError(error.message);
      throw error;
    }
    await context.stdout.write(`${digestOf(context.hasher, bytes)}\n`);
    if (options.is("purge")) removeList(context, list);
    return 0;
  },
};

/** An image of another repository comes into the list's one: its blobs mounted, then its manifest. */
async function bring(context: ProgramContext, host: RegistryHost, list: Reference, image: DescribedImage): Promise<void> {
  const source = withDefaultTag(reference(image.Ref));
  if (source.path === list.path) return;
  const { config, layers } = manifestOf(image);
  for (const { digest } of [config, ...layers]) {
    const query = `from=${encodeURIComponent(source.path)}&mount=${encodeURIComponent(digest)}`;
    const mount = await host.expect([201, 202], "POST", `/v2/${list.path}/blobs/uploads/?${query}`);
    const { tag: _, ...untagged } = source;
    if (mount.status !== 201) throw new DockerError(`error mounting ${canonical({ ...untagged, digest })} to ${canonical(list)}`);
  }
  const { digest, mediaType } = image.Descriptor;
  const body = fromBase64(image.Raw) ?? new Uint8Array(0);
  await host.expect([200, 201], "PUT", `/v2/${list.path}/manifests/${digest}`, { headers: { "content-type": mediaType }, body });
  await context.stdout.write(`Pushed ref ${familiarName(list)}@${digest} with digest: ${digest}\n`);
}

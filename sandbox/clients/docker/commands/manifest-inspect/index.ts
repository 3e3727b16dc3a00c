/**
 * `docker manifest inspect`: a list made here, or a manifest from a registry.
 * https://docs.docker.com/reference/cli/docker/manifest/inspect/
 */
import { fromBase64, text } from "../../../../kernel/bytes.ts";
import type { Call, Command } from "../../command.ts";
import { type Reference, reference, withDefaultTag } from "../../reference/reference.ts";
import { type DescribedImage, describedAs, withListWords } from "../../registry/described.ts";
import { RegistryHost } from "../../registry/host.ts";
import { type Fetched, requestManifest } from "../../registry/pull.ts";
import { findMember, listText, noSuchList, readList } from "../../store/manifest-lists.ts";
import type { ImageIndex } from "../../store/manifests.ts";
import { isIndex } from "../../store/manifests.ts";
import { goJson } from "../../template/go-json.ts";

export const manifestInspect: Command = {
  name: "manifest inspect",
  usage: "[OPTIONS] [MANIFEST_LIST] MANIFEST",
  about: "Display an image manifest, or manifest list",
  arguments: [1, 2],
  flags: [
    { name: "insecure", kind: "bool", about: "Allow communication with an insecure registry" },
    { name: "verbose", short: "v", kind: "bool", about: "Output additional info including layers and platform" },
  ],
  async run(call) {
    const [first = "", second] = call.arguments;
    const name = withDefaultTag(reference(second ?? first));
    await call.context.stdout.write(
      second === undefined ? await listOrImage(call, name) : await member(call, withDefaultTag(reference(first)), name),
    );
    return 0;
  },
};

/** A list of this computer goes before what the registry has under the name. */
async function listOrImage(call: Call, name: Reference): Promise<string> {
  const list = await readList(call.context, name);
  if (list.length > 0) return call.options.is("verbose") ? `${goJson(list, "\t")}\n` : `${listText(name, list)}\n`;
  const host = new RegistryHost(call.context, name.domain, `repository:${name.path}:pull`);
  return withListWords(name, async () => {
    const fetched = await requestManifest({ host, name, context: call.context, onlyGet: true });
    return call.options.is("verbose") ? verbose(call, host, name, fetched) : plain(fetched);
  });
}

/** One image of a list made here. */
async function member(call: Call, list: Reference, name: Reference): Promise<string> {
  const image = await findMember(call.context, list, name);
  if (!image) throw noSuchList(name);
  return call.options.is("verbose") ? `${goJson(image, "\t")}\n` : rewritten(image);
}

/** An image's manifest is written anew with tabs, a list as it came. */
function plain({ bytes, mediaType }: Fetched): string {
  return `${goJson(JSON.parse(text(bytes)), isIndex(mediaType) ? 3 : "\t")}\n`;
}

function rewritten({ Raw }: DescribedImage): string {
  return `${goJson(JSON.parse(text(fromBase64(Raw) ?? new Uint8Array(0))), "\t")}\n`;
}

async function verbose(call: Call, host: RegistryHost, name: Reference, fetched: Fetched): Promise<string> {
  if (!isIndex(fetched.mediaType)) return `${goJson(await describedAs(host, name, fetched), "\t")}\n`;
  const children: object[] = [];
  for (const child of (JSON.parse(text(fetched.bytes)) as ImageIndex).manifests) {
    const { tag: _, ...untagged } = name;
    const own = await requestManifest({ host, context: call.context, name: { ...untagged, digest: child.digest } });
    children.push(await describedAs(host, { ...untagged, digest: child.digest }, own, child.platform));
  }
  return `${goJson(children, "\t")}\n`;
}

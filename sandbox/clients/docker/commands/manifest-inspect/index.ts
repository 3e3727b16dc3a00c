/** `docker manifest inspect`: reads a manifest from a registry. https://docs.docker.com/reference/cli/docker/manifest/inspect/ */
import { base64, collect, text } from "../../../../kernel/bytes.ts";
import type { Call, Command } from "../../command.ts";
import { DockerError } from "../../errors/errors.ts";
import { canonical, familiar, HUB, type Reference, reference, withDefaultTag } from "../../reference/reference.ts";
import { RegistryError } from "../../registry/answers.ts";
import { RegistryHost } from "../../registry/host.ts";
import { type Fetched, requestManifest } from "../../registry/pull.ts";
import type { ImageConfig, ImageIndex, ImageManifest } from "../../store/manifests.ts";
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
    const name = withDefaultTag(reference(call.arguments.at(-1) ?? ""));
    const host = new RegistryHost(call.context, name.domain, `repository:${name.path}:pull`);
    try {
      const fetched = await requestManifest({ host, name, context: call.context });
      await call.context.stdout.write(call.options.is("verbose") ? await verbose(call, host, name, fetched) : plain(fetched));
      return 0;
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error;
      if (error.code === "MANIFEST_UNKNOWN" || error.code === "NAME_UNKNOWN" || error.code === "DENIED")
        throw new DockerError(`no such manifest: ${shown(name)}`);
      throw new DockerError(error.message);
    }
  },
};

function shown(name: Reference): string {
  return name.domain === HUB ? canonical(name) : familiar(name);
}

/** An image's manifest is written anew with tabs, a list as it came. */
function plain({ bytes, mediaType }: Fetched): string {
  const source = text(bytes);
  return isIndex(mediaType) ? `${goJson(JSON.parse(source), 3)}\n` : `${goJson(JSON.parse(source), "\t")}\n`;
}

async function verbose(call: Call, host: RegistryHost, name: Reference, fetched: Fetched): Promise<string> {
  if (!isIndex(fetched.mediaType)) return `${goJson(await described(host, name, fetched, undefined), "\t")}\n`;
  const children: object[] = [];
  for (const child of (JSON.parse(text(fetched.bytes)) as ImageIndex).manifests) {
    const { tag: _, ...untagged } = name;
    const own = await requestManifest({ host, context: call.context, name: { ...untagged, digest: child.digest } });
    children.push(await described(host, { ...untagged, digest: child.digest }, own, child.platform));
  }
  return `${goJson(children, "\t")}\n`;
}

async function described(
  host: RegistryHost,
  name: Reference,
  { digest, size, mediaType, bytes }: Fetched,
  platform: object | undefined,
): Promise<object> {
  const manifest = JSON.parse(text(bytes)) as ImageManifest;
  return {
    Ref: shown(name),
    Descriptor: { mediaType, digest, size, platform: platform ?? (await platformOf(host, name, manifest)) },
    Raw: base64(bytes),
    [mediaType.startsWith("application/vnd.oci") ? "OCIManifest" : "SchemaV2Manifest"]: manifest,
  };
}

async function platformOf(host: RegistryHost, name: Reference, manifest: ImageManifest): Promise<object> {
  const response = await host.expect([200], "GET", `/v2/${name.path}/blobs/${manifest.config.digest}`);
  const { architecture, os, variant } = JSON.parse(text(await collect(response.body))) as ImageConfig;
  return { architecture, os, ...(variant ? { variant } : {}) };
}

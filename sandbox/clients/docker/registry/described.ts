/** An image of a registry as `docker manifest` keeps and shows it: where it is, its descriptor with its platform, its manifest (cli/manifest/types). */
import { base64, text } from "../../../kernel/bytes.ts";
import type { ProgramContext } from "../../../shell/program.ts";
import { DockerError } from "../errors/errors.ts";
import { canonical, familiar, HUB, type Reference } from "../reference/reference.ts";
import { type Descriptor, type ImageConfig, type ImageManifest, isIndex, type Platform } from "../store/manifests.ts";
import { answerJson, answerText, RegistryError } from "./answers.ts";
import { RegistryHost } from "./host.ts";
import { type Fetched, requestManifest } from "./pull.ts";

export interface DescribedImage {
  readonly Ref: string;
  readonly Descriptor: Descriptor & { readonly platform: Platform };
  /** The manifest's exact bytes, base64. */
  readonly Raw: string;
  readonly OCIManifest?: ImageManifest;
  readonly SchemaV2Manifest?: ImageManifest;
}

/** The manifest inside, whatever its format. */
export function manifestOf({ OCIManifest, SchemaV2Manifest }: DescribedImage): ImageManifest {
  return (OCIManifest ?? SchemaV2Manifest) as ImageManifest;
}

/** A name as `docker manifest` writes it: Docker Hub's with its host. */
export function shownName(name: Reference): string {
  return name.domain === HUB ? canonical(name) : familiar(name);
}

/** Reads an image's manifest and the platform its configuration names. Throws `DockerError`, for a list too. */
export async function describeImage(context: ProgramContext, name: Reference): Promise<DescribedImage> {
  const host = new RegistryHost(context, name.domain, `repository:${name.path}:pull`);
  return withListWords(name, async () => {
    const fetched = await requestManifest({ host, name, context, onlyGet: true });
    if (isIndex(fetched.mediaType)) throw new DockerError(`${shownName(name)} is a manifest list`);
    return describedAs(host, name, fetched);
  });
}

/** Runs a read of the registry; its refusals come in the words of `docker manifest`. */
export async function withListWords<T>(name: Reference, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    if (error.code === "MANIFEST_UNKNOWN" || error.code === "NAME_UNKNOWN" || error.code === "DENIED")
      throw new DockerError(`no such manifest: ${shownName(name)}`);
    throw new DockerError(error.message);
  }
}

/** A fetched manifest with its place and platform; the platform is read from the configuration when no list told it. */
export async function describedAs(
  host: RegistryHost,
  name: Reference,
  { digest, size, mediaType, bytes }: Fetched,
  platform?: Platform,
): Promise<DescribedImage> {
  const manifest = JSON.parse(text(bytes)) as ImageManifest;
  return {
    Ref: shownName(name),
    Descriptor: { mediaType, digest, size, platform: platform ?? (await platformOf(host, name, manifest)) },
    Raw: base64(bytes),
    [mediaType.startsWith("application/vnd.oci") ? "OCIManifest" : "SchemaV2Manifest"]: manifest,
  };
}

/** The platform that an image's configuration names. */
export async function platformOf(host: RegistryHost, name: Reference, { config }: ImageManifest): Promise<Platform> {
  const response = await host.expect([200], "GET", `/v2/${name.path}/blobs/${config.digest}`);
  const { architecture = "", os = "", variant } = answerJson<Partial<ImageConfig>>(await answerText(response), response.status);
  return { architecture, os, ...(variant ? { variant } : {}) };
}

/**
 * Manifest lists being made: files under `~/.docker/manifests`, a folder for each list and in it a file for each image, as the client
 * keeps them (cli/manifest/store). No engine and no registry knows of them until they are pushed.
 */
import { text } from "../../../kernel/bytes.ts";
import { dirname, join } from "../../../shell/files/paths.ts";
import type { ProgramContext } from "../../../shell/program.ts";
import { configPath } from "../config/config.ts";
import { DockerError } from "../errors/errors.ts";
import { canonical, type Reference } from "../reference/reference.ts";
import type { DescribedImage } from "../registry/described.ts";
import { goJson } from "../template/go-json.ts";
import { MANIFEST_TYPES } from "./manifests.ts";

type Place = Pick<ProgramContext, "env" | "files">;

function fileName(name: Reference): string {
  return canonical(name).replaceAll(":", "-").replaceAll("/", "_");
}

function folderOf(context: Place, list: Reference): string {
  return join(dirname(configPath(context)), `manifests/${fileName(list)}`);
}

/** The images of a list in the order of their file names, which is the order they are pushed in; none when there is no such list. */
export async function readList(context: Place, list: Reference): Promise<readonly DescribedImage[]> {
  const folder = folderOf(context, list);
  if (context.files.stat(folder)?.kind !== "directory") return [];
  const images: DescribedImage[] = [];
  for (const name of [...context.files.list(folder)].sort()) images.push(await readImage(context, `${folder}/${name}`));
  return images;
}

/** One image of a list. */
export async function findMember(context: Place, list: Reference, image: Reference): Promise<DescribedImage | undefined> {
  const path = `${folderOf(context, list)}/${fileName(image)}`;
  return context.files.stat(path)?.kind === "file" ? readImage(context, path) : undefined;
}

async function readImage(context: Place, path: string): Promise<DescribedImage> {
  try {
    return JSON.parse(text(await context.files.read(path))) as DescribedImage;
  } catch (error) {
    if (error instanceof SyntaxError) throw new DockerError(`${path}: invalid character in JSON`);
    throw error;
  }
}

/** Puts an image into a list, or its changed description in the place of the old. */
export async function saveMember(context: Place, list: Reference, image: Reference, described: DescribedImage): Promise<void> {
  const folder = folderOf(context, list);
  context.files.makeDirectory(folder, { parents: true, mode: 0o755 });
  await context.files.write(`${folder}/${fileName(image)}`, goJson(described), 0o644);
}

/** Forgets a list; the registry keeps what was pushed of it. */
export function removeList(context: Place, list: Reference): void {
  context.files.remove(folderOf(context, list), { recursive: true });
}

export function noSuchList(name: Reference): DockerError {
  return new DockerError(`No such manifest: ${canonical(name)}`);
}

/** Text of the list as it is pushed: an OCI index when its first image is an OCI one, else Docker's list (distribution/manifest/manifestlist). */
export function listText(list: Reference, images: readonly DescribedImage[]): string {
  return goJson({ schemaVersion: 2, mediaType: listType(images), manifests: images.map((image) => entry(list, image)) }, 3);
}

export function listType([first]: readonly DescribedImage[]): string {
  return first?.Descriptor.mediaType === MANIFEST_TYPES[0]
    ? "application/vnd.oci.image.index.v1+json"
    : "application/vnd.docker.distribution.manifest.list.v2+json";
}

function entry(list: Reference, { Ref, Descriptor: { mediaType, size, digest, platform } }: DescribedImage): object {
  const host = domainOf(Ref);
  if (host !== list.domain)
    throw new DockerError(`cannot use source images from a different registry than the target image: ${host} != ${list.domain}`);
  if (platform.architecture === "" || platform.os === "")
    throw new DockerError(`manifest ${Ref} must have an OS and Architecture to be pushed to a registry`);
  const { architecture, os, "os.version": version, "os.features": features, variant } = platform;
  const more = { ...(version ? { "os.version": version } : {}), ...(features?.length ? { "os.features": features } : {}) };
  return { mediaType, size, digest, platform: { architecture, os, ...more, ...(variant ? { variant } : {}) } };
}

function domainOf(ref: string): string {
  return ref.slice(0, ref.indexOf("/"));
}

/**
 * `docker buildx imagetools inspect`: what a registry has under a name, the images of an index each. Forms are those of buildx's printer
 * (util/imagetools/printers.go). https://docs.docker.com/reference/cli/docker/buildx/imagetools/inspect/
 */
import { text } from "../../../../kernel/bytes.ts";
import type { Command } from "../../command.ts";
import { DockerError } from "../../errors/errors.ts";
import { canonical, type Reference, reference, withDefaultTag } from "../../reference/reference.ts";
import { answerJson, answerText, RegistryError } from "../../registry/answers.ts";
import { resolverWords } from "../../registry/containerd.ts";
import { RegistryHost } from "../../registry/host.ts";
import { type Fetched, requestManifest } from "../../registry/pull.ts";
import { type ImageConfig, type ImageIndex, type ImageManifest, isIndex, type Platform, platformText } from "../../store/manifests.ts";
import { fill, TemplateError } from "../../template/template.ts";

export const imagetoolsInspect: Command = {
  name: "buildx imagetools inspect",
  usage: "[OPTIONS] NAME",
  about: "Show details of an image in the registry",
  arguments: [1, 1],
  flags: [
    { name: "builder", kind: "string", about: "Override the configured builder instance" },
    { name: "format", kind: "string", about: "Format the output using the given Go template" },
    { name: "raw", kind: "bool", about: "Show original, unformatted JSON manifest" },
  ],
  async run({ context, options, arguments: [wanted = ""] }) {
    const format = options.text("format") ?? "";
    if (options.is("raw") && format !== "") throw new DockerError("ERROR: format and raw cannot be used together", 1, { code: "format-and-raw" });
    const name = withDefaultTag(reference(wanted, (wrong) => `ERROR: ${wrong}`));
    const host = new RegistryHost(context, name.domain, `repository:${name.path}:pull`);
    try {
      const fetched = await requestManifest({ host, name, context });
      if (options.is("raw")) await context.stdout.write(fetched.bytes);
      else if (format === "" || /^\{\{\s*\.Manifest/.test(format)) await context.stdout.write(table(name, fetched));
      else await context.stdout.write(fill(format, await details({ host, name, context }, wanted, fetched, format), { indent: 2 }));
      return 0;
    } catch (error) {
      if (error instanceof TemplateError) throw new DockerError(`ERROR: ${error.message}`, 1, { code: "bad-template", names: format });
      if (error instanceof RegistryError) throw new DockerError(`ERROR: ${resolverWords(error, name)}`);
      throw error;
    }
  },
};

function table(name: Reference, { mediaType, digest, bytes }: Fetched): string {
  const head = `Name:      ${canonical(name)}\nMediaType: ${mediaType}\nDigest:    ${digest}\n`;
  if (!isIndex(mediaType)) return head;
  const blocks = (JSON.parse(text(bytes)) as ImageIndex).manifests.map((child) => {
    const rows: [string, string][] = [
      ["Name:", canonical({ ...name, digest: child.digest })],
      ["MediaType:", child.mediaType],
      ...platformRows(child.platform),
    ];
    return rows;
  });
  const all = blocks.flat();
  const width = Math.max(0, ...all.map(([label]) => label.length)) + 3;
  const shown = blocks.map((rows) => rows.map(([label, value]) => `${`  ${label}`.padEnd(width)}${value}\n`).join(""));
  // The empty lines are empty cells of Go's tabwriter, as wide as their column.
  return `${head}${" ".repeat(11)}\nManifests: \n${shown.join(`${" ".repeat(width)}\n`)}`;
}

function platformRows(platform: Platform | undefined): [string, string][] {
  if (!platform) return [];
  const features = platform["os.features"] ?? [];
  return [
    ["Platform:", platformText(platform)],
    ...(platform["os.version"] ? [["OSVersion:", platform["os.version"]] as [string, string]] : []),
    ...(features.length > 0 ? [["OSFeatures:", features.join(", ")] as [string, string]] : []),
  ];
}

interface Place {
  readonly host: RegistryHost;
  readonly name: Reference;
  readonly context: Parameters<typeof requestManifest>[0]["context"];
}

/** What a template sees: `.Name`, `.Manifest`, `.Image` (fetched only when asked for). */
async function details(place: Place, typed: string, { mediaType, digest, size, bytes }: Fetched, format: string): Promise<object> {
  const index = isIndex(mediaType) ? (JSON.parse(text(bytes)) as ImageIndex) : undefined;
  const manifest = index ? { schemaVersion: 2, mediaType, digest, size, manifests: index.manifests } : { mediaType, digest, size };
  const wantsImage = format.includes(".Image") || /json\s+\.\s*\}\}/.test(format);
  const image = wantsImage ? { Image: await configs(place, index, bytes) } : {};
  return withGoNames({ Name: typed, Manifest: manifest, ...image });
}

/** The image's configuration, or those of an index's images by their platforms. */
async function configs(place: Place, index: ImageIndex | undefined, bytes: Uint8Array): Promise<object> {
  if (!index) return config(place, bytes);
  const found: Record<string, object> = {};
  const { tag: _, ...untagged } = place.name;
  for (const { digest, platform } of index.manifests) {
    if (!platform || platform.os === "unknown") continue;
    found[platformText(platform)] = await config(place, (await requestManifest({ ...place, name: { ...untagged, digest } })).bytes);
  }
  return found;
}

async function config({ host, name }: Place, manifest: Uint8Array): Promise<ImageConfig> {
  const { config } = JSON.parse(text(manifest)) as ImageManifest;
  const response = await host.expect([200], "GET", `/v2/${name.path}/blobs/${config.digest}`);
  return answerJson<ImageConfig>(await answerText(response), response.status);
}

/** Lets templates name members as Go does (`.Manifest.Digest`), while `json` writes them as they are. */
function withGoNames<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  for (const [key, member] of Object.entries(value)) {
    withGoNames(member);
    const goName = `${key[0]?.toUpperCase()}${key.slice(1)}`;
    if (!Array.isArray(value) && !(goName in value)) Object.defineProperty(value, goName, { value: member, enumerable: false });
  }
  return value;
}

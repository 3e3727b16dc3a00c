/**
 * `docker buildx imagetools create`: makes an index in a registry of images that registries have, without an engine; images of other
 * repositories are copied into the target's (util/imagetools/create.go). https://docs.docker.com/reference/cli/docker/buildx/imagetools/create/
 */
import { text, utf8 } from "../../../../kernel/bytes.ts";
import { digestOf } from "../../../../kernel/hash.ts";
import type { ProgramContext } from "../../../../shell/program.ts";
import { Report, type ReportForm } from "../../build/report.ts";
import type { Call, Command } from "../../command.ts";
import { DockerError } from "../../errors/errors.ts";
import { canonical, type Reference, reference, withDefaultTag } from "../../reference/reference.ts";
import { RegistryError } from "../../registry/answers.ts";
import { resolverWords } from "../../registry/containerd.ts";
import { copyImage, putManifest } from "../../registry/copy.ts";
import { platformOf } from "../../registry/described.ts";
import { RegistryHost } from "../../registry/host.ts";
import { type Fetched, requestManifest } from "../../registry/pull.ts";
import { type ImageIndex, type ImageManifest, INDEX_TYPES, isIndex } from "../../store/manifests.ts";
import { goJson } from "../../template/go-json.ts";

type Entry = ImageIndex["manifests"][number];

interface Source {
  readonly host: RegistryHost;
  readonly name: Reference;
  readonly fetched: Fetched;
}

interface Combined {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export const imagetoolsCreate: Command = {
  name: "buildx imagetools create",
  usage: "[OPTIONS] [SOURCE...]",
  about: "Create a new image based on source images",
  arguments: [0, Number.POSITIVE_INFINITY],
  flags: [
    { name: "append", kind: "bool", about: "Append to existing manifest" },
    { name: "builder", kind: "string", about: "Override the configured builder instance" },
    { name: "dry-run", kind: "bool", about: "Show final image instead of pushing" },
    {
      name: "prefer-index",
      kind: "bool",
      about:
        "When only a single source is specified, prefer\noutputting an image index or manifest list instead of\nperforming a carbon copy (default true)",
    },
    {
      name: "progress",
      kind: "string",
      about: 'Set type of progress output ("auto", "none",  "plain",\n"rawjson", "tty"). Use plain to show container output',
    },
    { name: "tag", short: "t", kind: "list", value: "stringArray", about: "Set reference for new image" },
  ],
  async run(call) {
    const { context, options, arguments: wanted } = call;
    if (wanted.length === 0) throw new DockerError("ERROR: no sources specified", 1, { code: "no-sources" });
    const tags = options.list("tag").map((tag) => withDefaultTag(reference(tag, (wrong) => `ERROR: ${wrong}`)));
    if (tags.length === 0 && !options.is("dry-run"))
      throw new DockerError("ERROR: can't push with no tags specified, please set --tag or --dry-run", 1, { code: "no-tag" });
    const appended = options.is("append") ? tags.slice(0, 1) : [];
    const sources: Source[] = [];
    for (const name of [...appended, ...wanted.map((each) => sourceName(each, tags))]) sources.push(await readSource(context, name));
    const combined = await combine(sources, !options.has("prefer-index") || options.is("prefer-index"));
    if (options.is("dry-run")) await context.stdout.write(`${text(combined.bytes)}\n`);
    else await pushAll(call, sources, tags, combined);
    return 0;
  },
};

/** A source as typed; a bare digest is one of the target's repository. */
function sourceName(typed: string, [target]: readonly Reference[]): Reference {
  if (target && /^sha256:[0-9a-f]{64}$/.test(typed)) return { domain: target.domain, path: target.path, digest: typed };
  return withDefaultTag(reference(typed, (wrong) => `ERROR: ${wrong}`));
}

async function readSource(context: ProgramContext, name: Reference): Promise<Source> {
  const host = new RegistryHost(context, name.domain, `repository:${name.path}:pull`);
  return inWords(name, async () => ({ host, name, fetched: await requestManifest({ host, name, context }) }));
}

/** One index over everything the sources are; a single one that is an index already stays as it is. */
async function combine(sources: readonly Source[], preferIndex: boolean): Promise<Combined> {
  const [first] = sources;
  if (first && sources.length === 1 && (isIndex(first.fetched.mediaType) || !preferIndex)) return first.fetched;
  const entries = new Map<string, Entry>();
  for (const source of sources) for (const entry of await entriesOf(source)) entries.set(entry.digest, { ...entries.get(entry.digest), ...entry });
  const manifests = [...entries.values()];
  const allDocker = manifests.every(({ mediaType }) => mediaType.startsWith("application/vnd.docker."));
  const mediaType = INDEX_TYPES[allDocker ? 1 : 0] as string;
  return { mediaType, bytes: utf8(goJson({ schemaVersion: 2, mediaType, manifests }, 2)) };
}

async function entriesOf({ host, name, fetched }: Source): Promise<readonly Entry[]> {
  const { mediaType, digest, size, bytes } = fetched;
  if (isIndex(mediaType)) return (JSON.parse(text(bytes)) as ImageIndex).manifests;
  const platform = await inWords(name, () => platformOf(host, name, JSON.parse(text(bytes)) as ImageManifest));
  return [{ mediaType, digest, size, platform }];
}

async function pushAll({ context, options }: Call, sources: readonly Source[], tags: readonly Reference[], combined: Combined): Promise<void> {
  const report = new Report(context, formOf(options.text("progress") ?? "auto", context));
  const digest = digestOf(context.hasher, combined.bytes);
  for (const name of tags) {
    const to = { name, host: new RegistryHost(context, name.domain, `repository:${name.path}:pull,push`) };
    const step = await report.step(`[internal] pushing ${canonical(name)}`);
    try {
      for (const source of sources) {
        if (source.name.domain === name.domain && source.name.path === name.path) continue;
        await step.print(`copying ${source.fetched.digest} from ${canonical(source.name)} to ${canonical(name)}`);
        await copyImage(context, source, to, source.fetched.digest);
      }
      await step.print(`pushing ${digest} to ${canonical(name)}`);
      await putManifest(to, name.tag ?? digest, combined.mediaType, combined.bytes);
      await step.done();
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error;
      await step.failed(resolverWords(error, name));
      await report.finish(true);
      throw new DockerError(`ERROR: ${resolverWords(error, name)}`);
    }
  }
  await report.finish(false);
}

function formOf(wanted: string, context: ProgramContext): ReportForm {
  if (wanted === "quiet" || wanted === "none") return "quiet";
  if (wanted === "plain" || wanted === "tty") return wanted;
  return context.stderr.isTty ? "tty" : "plain";
}

async function inWords<T>(name: Reference, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RegistryError) throw new DockerError(`ERROR: ${resolverWords(error, name)}`);
    throw error;
  }
}

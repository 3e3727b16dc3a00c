/** `docker pull`: fetches an image from the registry its name begins with. https://docs.docker.com/reference/cli/docker/image/pull/ */
import type { ProgramContext } from "../../../../shell/program.ts";
import type { Command } from "../../command.ts";
import { DockerError, fromDaemon } from "../../errors/errors.ts";
import { Progress } from "../../progress/progress.ts";
import { canonical, familiar, familiarName, type Reference, reference, withDefaultTag } from "../../reference/reference.ts";
import { RegistryError } from "../../registry/answers.ts";
import { RegistryHost } from "../../registry/host.ts";
import { fetchTags, pullImage, wordedForPull } from "../../registry/pull.ts";
import { parsePlatform } from "../../store/manifests.ts";
import type { ImageStore } from "../../store/store.ts";

export const pull: Command = {
  name: "pull",
  aliases: ["image pull"],
  usage: "[OPTIONS] NAME[:TAG|@DIGEST]",
  about: "Download an image from a registry",
  arguments: [1, 1],
  flags: [
    { name: "all-tags", short: "a", kind: "bool", about: "Download all tagged images in the repository" },
    { name: "disable-content-trust", kind: "bool", about: "Skip image verification (default true)" },
    { name: "platform", kind: "string", about: "Set platform if server is multi-platform capable" },
    { name: "quiet", short: "q", kind: "bool", about: "Suppress verbose output" },
  ],
  async run({ context, store, options, arguments: [wanted = ""] }) {
    const typed = reference(wanted);
    const quiet = options.is("quiet");
    const progress = new Progress(context.stdout, context.terminal.columns, quiet);
    const platform = options.text("platform");
    if (platform !== undefined) parsePlatform(platform);
    if (options.is("all-tags")) {
      if (typed.tag !== undefined || typed.digest !== undefined)
        throw new DockerError("tag can't be used with --all-tags/-a", 1, { code: "tag-with-all" });
      await pullAll(context, store, progress, typed, platform);
      await context.stdout.write(`${typed.domain}/${typed.path}\n`);
      return 0;
    }
    const name = withDefaultTag(typed);
    if (name !== typed) await progress.line("Using default tag: latest");
    await pullOne(context, store, progress, name, platform);
    await context.stdout.write(`${canonical(name)}\n`);
    return 0;
  },
};

/** Also what `docker run` does for an image that is not here. A client that has a digest tells the engine of no tag beside it. */
export async function pullOne(context: ProgramContext, store: ImageStore, progress: Progress, asked: Reference, platform?: string): Promise<void> {
  const { tag, ...untagged } = asked;
  const name = asked.digest === undefined ? asked : untagged;
  if (familiarName(name) === "scratch") throw fromDaemon("'scratch' is a reserved name");
  const host = await openHost(context, name);
  const { digest, upToDate } = await pullImage({ context, host, store, progress, name, ...(platform === undefined ? {} : { platform }) });
  await progress.line(`Digest: ${digest}`);
  await progress.line(`Status: ${upToDate ? "Image is up to date for" : "Downloaded newer image for"} ${familiar(name)}`);
}

async function pullAll(context: ProgramContext, store: ImageStore, progress: Progress, repository: Reference, platform?: string): Promise<void> {
  const host = await openHost(context, repository);
  let isNew = false;
  for (const tag of await fetchTags(host, repository)) {
    const { digest, upToDate } = await pullImage({
      context,
      host,
      store,
      progress,
      name: { ...repository, tag },
      ...(platform === undefined ? {} : { platform }),
    });
    isNew ||= !upToDate;
    await progress.line(`Digest: ${digest}`);
  }
  await progress.line(`Status: ${isNew ? "Downloaded newer image for" : "Image is up to date for"} ${familiarName(repository)}`);
}

async function openHost(context: ProgramContext, name: Reference): Promise<RegistryHost> {
  const host = new RegistryHost(context, name.domain, `repository:${name.path}:pull`);
  try {
    await host.ping();
  } catch (error) {
    throw error instanceof RegistryError ? wordedForPull(error, host, name) : error;
  }
  return host;
}

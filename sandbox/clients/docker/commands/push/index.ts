/** `docker push`: sends an image to the registry its name begins with. https://docs.docker.com/reference/cli/docker/image/push/ */
import type { Call, Command } from "../../command.ts";
import { DockerError } from "../../errors/errors.ts";
import { Progress } from "../../progress/progress.ts";
import { canonical, familiar, familiarName, type Reference, reference, withDefaultTag } from "../../reference/reference.ts";
import { RegistryError } from "../../registry/answers.ts";
import { RegistryHost } from "../../registry/host.ts";
import { pushImage, pushTarget } from "../../registry/push.ts";
import { isIndex } from "../../store/manifests.ts";

export const push: Command = {
  name: "push",
  aliases: ["image push"],
  usage: "[OPTIONS] NAME[:TAG]",
  about: "Upload an image to a registry",
  arguments: [1, 1],
  flags: [
    { name: "all-tags", short: "a", kind: "bool", about: "Push all tags of an image to the repository" },
    { name: "disable-content-trust", kind: "bool", about: "Skip image signing (default true)" },
    { name: "quiet", short: "q", kind: "bool", about: "Suppress verbose output" },
    { name: "platform", kind: "string", hidden: true, about: "Push a platform-specific manifest as a single-platform image to the registry." },
  ],
  async run(call) {
    const {
      context,
      options,
      arguments: [wanted = ""],
    } = call;
    const typed = reference(wanted);
    const all = options.is("all-tags");
    if (all && (typed.tag !== undefined || typed.digest !== undefined)) {
      throw new DockerError("tag can't be used with --all-tags/-a", 1, { code: "tag-with-all" });
    }
    if (!all && typed.tag === undefined && typed.digest === undefined && !options.is("quiet"))
      await context.stdout.write("Using default tag: latest\n");
    if (typed.digest !== undefined) throw new DockerError("cannot push a digest reference", 1, { code: "invalid-reference", names: wanted });
    const progress = new Progress(context.stdout, context.terminal.columns, options.is("quiet"));
    await progress.line(`The push refers to repository [${typed.domain}/${typed.path}]`);
    const names = all ? await tagsHere(call, typed) : [withDefaultTag(typed)];
    const host = new RegistryHost(context, typed.domain, `repository:${typed.path}:push,pull`);
    for (const name of names) await pushOne(call, host, progress, name);
    if (options.is("quiet")) await context.stdout.write(`${all ? `${typed.domain}/${typed.path}` : canonical(names[0] ?? typed)}\n`);
    return 0;
  },
};

async function pushOne({ store, context, options }: Call, host: RegistryHost, progress: Progress, name: Reference): Promise<void> {
  const platform = options.text("platform");
  const image = await store.find(familiar(name), platform);
  if (!image)
    throw new DockerError(`An image does not exist locally with the tag: ${familiarName(name)}`, 1, { code: "no-such-image", names: familiar(name) });
  try {
    await host.ping();
    if (platform === undefined && isIndex(image.target.mediaType) && (await pushTarget({ context, host, store, progress, name }, image.target))) {
      await progress.line(`${name.tag}: digest: ${image.target.digest} size: ${image.target.size}`);
      return;
    }
    const digest = await pushImage({ context, host, store, progress, name }, image);
    await progress.line(`${name.tag}: digest: ${digest} size: ${image.manifestDescriptor.size}`);
  } catch (error) {
    if (error instanceof RegistryError)
      throw new DockerError(
        error.message,
        1,
        error.status === 401 && error.code === error.message ? { code: "no-credentials", names: name.domain } : undefined,
      );
    throw error;
  }
}

async function tagsHere({ store }: Call, { domain, path }: Reference): Promise<readonly Reference[]> {
  const names = (await store.named()).flatMap(({ name }) => (name?.domain === domain && name.path === path && name.tag !== undefined ? [name] : []));
  if (names.length === 0)
    throw new DockerError(`An image does not exist locally with the tag: ${familiarName({ domain, path })}`, 1, {
      code: "no-such-image",
      names: path,
    });
  return names.sort((a, b) => ((a.tag ?? "") < (b.tag ?? "") ? -1 : 1));
}

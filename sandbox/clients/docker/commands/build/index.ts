/** `docker build`. The builder itself is loaded when first used (decision 32). https://docs.docker.com/reference/cli/docker/buildx/build/ */
import { text } from "../../../../kernel/bytes.ts";
import { join } from "../../../../shell/files/paths.ts";
import type { Call, Command } from "../../command.ts";
import { DockerError } from "../../errors/errors.ts";
import type { Flag } from "../../flags/flags.ts";
import { type Platform, parsePlatform, platformProblem, platformText } from "../../store/manifests.ts";

const hidden = (name: string, kind: Flag["kind"]): Flag => ({ name, kind, about: "Accepted, without effect here", hidden: true });

export const build: Command = {
  name: "build",
  aliases: ["buildx build", "builder build", "image build"],
  usage: "[OPTIONS] PATH | URL | -",
  about: "Start a build",
  arguments: [1, 1],
  flags: [
    { name: "build-arg", kind: "list", value: "stringArray", about: "Set build-time variables" },
    { name: "file", short: "f", kind: "string", about: 'Name of the Dockerfile (default: "PATH/Dockerfile")' },
    { name: "label", kind: "list", value: "stringArray", about: "Set metadata for an image" },
    { name: "no-cache", kind: "bool", about: "Do not use cache when building the image" },
    { name: "platform", kind: "list", value: "stringArray", about: "Set target platform for build" },
    {
      name: "progress",
      kind: "string",
      about: 'Set type of progress output ("auto", "none",  "plain",\n"quiet", "rawjson", "tty"). Use plain to show container\noutput',
    },
    { name: "pull", kind: "bool", about: "Always attempt to pull all referenced images" },
    { name: "push", kind: "bool", about: 'Shorthand for "--output=type=registry"' },
    { name: "quiet", short: "q", kind: "bool", about: "Suppress the build output and print image ID on success" },
    { name: "tag", short: "t", kind: "list", value: "stringArray", about: 'Image identifier (format: "[registry/]repository[:tag]")' },
    { name: "target", kind: "string", about: "Set the target build stage to build" },
    hidden("load", "bool"),
    hidden("rm", "bool"),
    hidden("force-rm", "bool"),
    hidden("provenance", "string"),
    hidden("sbom", "string"),
    hidden("network", "string"),
    hidden("cache-from", "list"),
    hidden("iidfile", "string"),
  ],
  async run(call) {
    const { context, options, store } = call;
    const { build: start, tagReference } = await import("../../build/build.ts");
    const tags = options.list("tag").map(tagReference);
    if (options.is("push") && tags.length === 0)
      throw new DockerError("ERROR: failed to build: tag is needed when pushing to registry", 1, { code: "no-tag" });
    const { folder, source } = await contextOf(call);
    const id = await start(context, store, {
      folder,
      file: options.text("file") ?? "Dockerfile",
      source,
      tags,
      buildArgs: keyValues(options.list("build-arg"), context.env),
      labels: keyValues(options.list("label"), {}),
      target: options.text("target"),
      useCache: !options.is("no-cache"),
      pull: options.is("pull"),
      platforms: platformsOf(options.list("platform")),
      push: options.is("push"),
      form: formOf(call),
    });
    if (options.is("quiet")) await context.stdout.write(`${id}\n`);
    return 0;
  },
};

/** `--platform linux/amd64,linux/arm64`, also given several times; each once. */
function platformsOf(given: readonly string[]): readonly Platform[] {
  const platforms = new Map<string, Platform>();
  for (const each of given.flatMap((list) => list.split(",")).filter((word) => word.trim() !== "")) {
    const problem = platformProblem(each);
    if (problem !== undefined) throw new DockerError(`ERROR: failed to build: ${problem}`, 1, { code: "unknown-platform", names: each });
    const platform = parsePlatform(each);
    platforms.set(platformText(platform), platform);
  }
  return [...platforms.values()];
}

/** The folder of the context, and the Dockerfile when it comes through standard input. */
async function contextOf({ context, options, arguments: [place = ""] }: Call): Promise<{ folder: string | undefined; source: string | undefined }> {
  if (place === "-") return { folder: undefined, source: text(await context.stdin.all()) };
  if (/^(https?|git):\/\//.test(place))
    throw new DockerError("ERROR: failed to build: the sandbox's builds take a folder or standard input, no URL", 1, {
      code: "url-context",
      names: place,
    });
  const folder = join(context.cwd, place);
  if (context.files.stat(folder)?.kind !== "directory") {
    throw new DockerError(`ERROR: unable to prepare context: path ${JSON.stringify(place)} not found`, 1, { code: "no-context", names: place });
  }
  const file = options.text("file");
  // As on a command line: the path given with -f is seen from here, not from the context.
  if (file === "-") return { folder, source: text(await context.stdin.all()) };
  if (file === undefined) return { folder, source: undefined };
  const path = join(context.cwd, file);
  return { folder, source: context.files.stat(path)?.kind === "file" ? text(await context.files.read(path)) : undefined };
}

function keyValues(given: readonly string[], env: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    given.flatMap((pair): [string, string][] => {
      const equals = pair.indexOf("=");
      if (equals >= 0) return [[pair.slice(0, equals), pair.slice(equals + 1)]];
      return env[pair] === undefined ? [] : [[pair, env[pair]]];
    }),
  );
}

function formOf({ context, options }: Call): "plain" | "tty" | "quiet" {
  const wanted = options.text("progress") ?? context.env.BUILDKIT_PROGRESS ?? "auto";
  if (options.is("quiet") || wanted === "quiet" || wanted === "none") return "quiet";
  if (wanted === "plain" || wanted === "tty") return wanted;
  return context.stderr.isTty ? "tty" : "plain";
}

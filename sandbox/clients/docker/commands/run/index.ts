/** `docker run`: a program on an image's files, until it ends (decision 21). https://docs.docker.com/reference/cli/docker/container/run/ */
import type { Call, Command } from "../../command.ts";
import { DockerError } from "../../errors/errors.ts";
import type { Flag } from "../../flags/flags.ts";
import { Progress } from "../../progress/progress.ts";
import { familiar, reference, withDefaultTag } from "../../reference/reference.ts";
import type { StoredImage } from "../../store/store.ts";
import { pullOne } from "../pull/index.ts";

const ignored = (name: string, kind: Flag["kind"], short?: string): Flag => ({
  name,
  kind,
  about: "Accepted, without effect here",
  hidden: true,
  ...(short ? { short } : {}),
});

export const run: Command = {
  name: "run",
  aliases: ["container run"],
  usage: "[OPTIONS] IMAGE [COMMAND] [ARG...]",
  about: "Create and run a new container from an image",
  arguments: [1, Number.POSITIVE_INFINITY],
  stopAtArgument: true,
  flags: [
    { name: "detach", short: "d", kind: "bool", about: "Run container in background and print container ID" },
    { name: "entrypoint", kind: "string", about: "Overwrite the default ENTRYPOINT of the image" },
    { name: "env", short: "e", kind: "list", about: "Set environment variables" },
    { name: "interactive", short: "i", kind: "bool", about: "Keep STDIN open even if not attached" },
    { name: "name", kind: "string", about: "Assign a name to the container" },
    { name: "network", kind: "string", value: "network", about: "Connect a container to a network" },
    { name: "platform", kind: "string", about: "Set platform if server is multi-platform capable" },
    { name: "pull", kind: "string", about: 'Pull image before running ("always", "missing", "never") (default "missing")' },
    { name: "quiet", short: "q", kind: "bool", about: "Suppress the pull output" },
    { name: "rm", kind: "bool", about: "Automatically remove the container and its associated anonymous volumes when it exits" },
    { name: "tty", short: "t", kind: "bool", about: "Allocate a pseudo-TTY" },
    { name: "user", short: "u", kind: "string", about: "Username or UID (format: <name|uid>[:<group|gid>])" },
    { name: "workdir", short: "w", kind: "string", about: "Working directory inside the container" },
    ignored("publish", "list", "p"),
    ignored("volume", "list", "v"),
    ignored("label", "list", "l"),
    ignored("init", "bool"),
    ignored("read-only", "bool"),
    ignored("memory", "string", "m"),
    ignored("cpus", "string"),
    ignored("restart", "string"),
    ignored("hostname", "string", "h"),
  ],
  async run(call) {
    try {
      return await start(call);
    } catch (error) {
      if (!(error instanceof DockerError)) throw error;
      throw new DockerError(
        `docker: ${error.message}\n\nRun 'docker run --help' for more information`,
        error.status === 1 ? 125 : error.status,
        error.refusal,
      );
    }
  },
};

async function start(call: Call): Promise<number> {
  const { context, options, store } = call;
  const [wanted = "", ...command] = call.arguments;
  const image = await imageFor(call, wanted);
  if (options.is("detach")) throw new DockerError("containers of this sandbox end with their command; run it without -d", 1, { code: "detach" });
  const [{ Overlay }, { runInContainer, shellAtPrompt, lookUp, environment }] = await Promise.all([
    import("../../run/overlay.ts"),
    import("../../run/container.ts"),
  ]);
  const overlay = new Overlay(context);
  for (const layer of image.manifest.layers) await overlay.apply(store.stream(layer.digest));
  const settings = { ...image.config.config, ...(options.has("workdir") ? { WorkingDir: options.text("workdir") ?? "/" } : {}) };
  const entrypoint = options.has("entrypoint") ? [options.text("entrypoint") ?? ""].filter(Boolean) : [...(settings.Entrypoint ?? [])];
  const argv = [...entrypoint, ...(command.length > 0 ? command : options.has("entrypoint") ? [] : (settings.Cmd ?? []))];
  const [program] = argv;
  if (program === undefined) throw new DockerError("Error response from daemon: no command specified");
  const env = Object.fromEntries(
    options
      .list("env")
      .map((pair) => (pair.includes("=") ? [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)] : [pair, context.env[pair] ?? ""])),
  );
  const path = env.PATH ?? environment(settings).PATH ?? "";
  if (lookUp(overlay.files, program, path, settings.WorkingDir || "/") === undefined) {
    const why = program.includes("/")
      ? `exec: ${JSON.stringify(program)}: stat ${program}: no such file or directory`
      : `exec: ${JSON.stringify(program)}: executable file not found in $PATH`;
    throw new DockerError(
      `Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ${why}: unknown`,
      127,
    );
  }
  const stdin = options.is("interactive") ? context.stdin : nothing;
  const container = { context, files: overlay.files, settings, env, stdin, stdout: context.stdout, stderr: context.stderr };
  const isPrompt = argv.length === 1 && /(^|\/)(sh|ash|bash)$/.test(program) && options.is("tty") && stdin.isTty;
  return isPrompt ? shellAtPrompt(container) : runInContainer(container, argv);
}

const nothing = { isTty: false, read: async () => undefined, line: async () => undefined, all: async () => new Uint8Array(0) };

async function imageFor({ context, store, options }: Call, wanted: string): Promise<StoredImage> {
  const platform = options.text("platform");
  const here = options.text("pull") === "always" ? undefined : await store.find(wanted, platform);
  if (here) return here;
  const name = withDefaultTag(reference(wanted));
  if (options.text("pull") === "never") throw new DockerError(`Error response from daemon: No such image: ${familiar(name)}`);
  if (options.text("pull") !== "always") await context.stderr.write(`Unable to find image '${familiar(name)}' locally\n`);
  await pullOne(context, store, new Progress(context.stderr, context.terminal.columns, options.is("quiet")), name, platform);
  const pulled = await store.find(familiar(name), platform);
  if (!pulled) throw new DockerError(`Error response from daemon: No such image: ${familiar(name)}`);
  return pulled;
}

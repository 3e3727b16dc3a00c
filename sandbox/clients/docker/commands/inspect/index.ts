/** `docker inspect` and `docker image inspect`: everything about images, as JSON. https://docs.docker.com/reference/cli/docker/inspect/ */
import type { Call, Command } from "../../command.ts";
import { DockerError } from "../../errors/errors.ts";
import type { Flag } from "../../flags/flags.ts";
import { familiar, familiarName, noImageOf } from "../../reference/reference.ts";
import type { StoredImage } from "../../store/store.ts";
import { goJson } from "../../template/go-json.ts";
import { fillOrRefuse } from "../../template/rows.ts";

const FORMAT: Flag = {
  name: "format",
  short: "f",
  kind: "string",
  about:
    "Format output using a custom template:\n'json':             Print in JSON format\n'TEMPLATE':         Print output using the given Go template.",
};

const TYPES: readonly string[] = ["config", "container", "image", "network", "node", "plugin", "secret", "service", "task", "volume"];

export const inspect: Command = {
  name: "inspect",
  usage: "[OPTIONS] NAME|ID [NAME|ID...]",
  about: "Return low-level information on Docker objects",
  arguments: [1, Number.POSITIVE_INFINITY],
  flags: [
    FORMAT,
    { name: "size", short: "s", kind: "bool", about: "Display total file sizes if the type is container" },
    { name: "type", kind: "string", about: "Only inspect objects of the given type" },
  ],
  async run(call) {
    const type = call.options.text("type") ?? "";
    if (type !== "" && !TYPES.includes(type)) {
      const list = TYPES.map((each) => `"${each}"`).join(", ");
      throw new DockerError(`unknown type: "${type}": must be one of ${list}`, 1, { code: "invalid-value", names: "--type" });
    }
    if (type === "" || type === "image") {
      return inspectAll(call, type === "image" ? daemonRefusal : (wanted) => `Error: No such object: ${wanted}`);
    }
    // Of the other types there is none here.
    const other = (wanted: string) => `Error response from daemon: No such ${type}: ${wanted}`;
    return inspectAll(call, other, () => undefined);
  },
};

export const imageInspect: Command = {
  name: "image inspect",
  usage: "[OPTIONS] IMAGE [IMAGE...]",
  about: "Display detailed information on one or more images",
  arguments: [1, Number.POSITIVE_INFINITY],
  flags: [FORMAT, { name: "platform", kind: "string", about: "Inspect a specific platform of the multi-platform image." }],
  run: (call) => inspectAll(call, daemonRefusal),
};

function daemonRefusal(wanted: string): string {
  return `Error response from daemon: no such image: ${wanted}: ${noImageOf(wanted).message.replace(/^Error response from daemon: /, "")}`;
}

type Find = (wanted: string) => Promise<StoredImage | undefined> | undefined;

async function inspectAll(call: Call, refusal: (wanted: string) => string, find?: Find): Promise<number> {
  const { context, store, options, arguments: wanted } = call;
  const format = options.text("format");
  const found: object[] = [];
  const refusals: string[] = [];
  let printed = "";
  for (const each of wanted) {
    const image = await (find ? find(each) : store.find(each, options.text("platform")));
    if (!image) refusals.push(refusal(each));
    else if (format === undefined || format === "json") found.push(details(image));
    else printed += filled(call, format, details(image), refusals);
  }
  if (format === undefined) await context.stdout.write(`${goJson(found, 4)}\n`);
  else if (format === "json") await context.stdout.write(`${goJson(found)}\n`);
  else await context.stdout.write(printed || "\n");
  for (const line of refusals) await context.stderr.write(`${line}\n`);
  return refusals.length > 0 ? 1 : 0;
}

/** What cannot be filled is said at the end, like images that are not there; a template that cannot be read ends the command. */
function filled({ context }: Call, format: string, details: object, refusals: string[]): string {
  // The client knows it by the name of Go's field too, which JSON does not show.
  const known = Object.defineProperty({ ...details }, "ID", { value: (details as { Id: string }).Id });
  try {
    return `${fillOrRefuse(format, known, undefined, "template parsing error: ")}\n`;
  } catch (error) {
    if (!(error instanceof DockerError)) throw error;
    if (!error.message.includes("executing")) throw new DockerError(error.message, 64, error.refusal);
    if (error.refusal) context.refuse({ of: "docker inspect", ...error.refusal });
    refusals.push(error.message);
    return "";
  }
}

/** A map of Go's, which has no order of its own, as JSON shows it. */
function inOrder<T>(map: Readonly<Record<string, T>> | undefined): Readonly<Record<string, T>> | null {
  return map ? Object.fromEntries(Object.entries(map).sort(([one], [other]) => (one < other ? -1 : 1))) : null;
}

/** In the engine's order of members. */
function details(image: StoredImage): object {
  const { config, names } = image;
  const settings = config.config ?? {};
  const tags = names.filter(({ tag }) => tag !== undefined).map(familiar);
  const digests = [...new Set(names.map((name) => `${familiarName(name)}@${image.id}`))];
  return {
    Id: image.id,
    RepoTags: tags.sort(),
    RepoDigests: digests.sort(),
    Parent: "",
    Comment: config.history?.at(-1)?.comment ?? "",
    Created: config.created ?? "",
    DockerVersion: "",
    Author: config.author ?? "",
    Config: {
      Hostname: "",
      Domainname: "",
      User: settings.User ?? "",
      AttachStdin: false,
      AttachStdout: false,
      AttachStderr: false,
      ...(settings.ExposedPorts ? { ExposedPorts: inOrder(settings.ExposedPorts) } : {}),
      Tty: false,
      OpenStdin: false,
      StdinOnce: false,
      Env: settings.Env ?? null,
      Cmd: settings.Cmd ?? null,
      ...(settings.Healthcheck ? { Healthcheck: settings.Healthcheck } : {}),
      Image: "",
      Volumes: inOrder(settings.Volumes),
      WorkingDir: settings.WorkingDir ?? "",
      Entrypoint: settings.Entrypoint ?? null,
      OnBuild: settings.OnBuild ?? null,
      Labels: inOrder(settings.Labels),
      ...(settings.StopSignal ? { StopSignal: settings.StopSignal } : {}),
      ...(settings.Shell ? { Shell: settings.Shell } : {}),
    },
    Architecture: config.architecture,
    ...(config.variant ? { Variant: config.variant } : {}),
    Os: config.os,
    Size: image.size,
    GraphDriver: { Data: null, Name: "overlayfs" },
    RootFS: { Type: "layers", Layers: config.rootfs.diff_ids },
    Metadata: { LastTagTime: new Date(image.taggedAt).toISOString().replace("Z", "000000Z") },
    Descriptor: image.target,
  };
}

/** `docker inspect` and `docker image inspect`: everything about images, as JSON. https://docs.docker.com/reference/cli/docker/inspect/ */
import type { Call, Command } from "../../command.ts";
import type { Flag } from "../../flags/flags.ts";
import { familiar, familiarName, parseReference, withDefaultTag } from "../../reference/reference.ts";
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
  run: (call) => inspectAll(call, (wanted) => (call.options.text("type") === "image" ? daemonRefusal(wanted) : `Error: No such object: ${wanted}`)),
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
  const parsed = parseReference(wanted);
  return `Error response from daemon: no such image: ${wanted}: No such image: ${"wrong" in parsed ? wanted : familiar(withDefaultTag(parsed))}`;
}

async function inspectAll({ context, store, options, arguments: wanted }: Call, refusal: (wanted: string) => string): Promise<number> {
  const found: object[] = [];
  const refusals: string[] = [];
  for (const each of wanted) {
    const image = await store.find(each, options.text("platform"));
    if (image) found.push(details(image));
    else refusals.push(refusal(each));
  }
  const format = options.text("format");
  if (format === undefined) await context.stdout.write(`${goJson(found, 4)}\n`);
  else if (format === "json") await context.stdout.write(`${goJson(found)}\n`);
  else await context.stdout.write(found.length === 0 ? "\n" : found.map((each) => `${fillOrRefuse(format, each)}\n`).join(""));
  for (const line of refusals) await context.stderr.write(`${line}\n`);
  return refusals.length > 0 ? 1 : 0;
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
      ...(settings.ExposedPorts ? { ExposedPorts: settings.ExposedPorts } : {}),
      Tty: false,
      OpenStdin: false,
      StdinOnce: false,
      Env: settings.Env ?? null,
      Cmd: settings.Cmd ?? null,
      ...(settings.Healthcheck ? { Healthcheck: settings.Healthcheck } : {}),
      Image: "",
      Volumes: settings.Volumes ?? null,
      WorkingDir: settings.WorkingDir ?? "",
      Entrypoint: settings.Entrypoint ?? null,
      OnBuild: settings.OnBuild ?? null,
      Labels: settings.Labels ?? null,
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

/** `docker info`: the engine at a glance; counts are of what is here. https://docs.docker.com/reference/cli/docker/system/info/ */
import type { Command } from "../../command.ts";
import { DOCKER_ROOT } from "../../store/store.ts";
import { goJson } from "../../template/go-json.ts";
import { fillOrRefuse } from "../../template/rows.ts";
import { CLIENT_VERSION, SERVER_VERSION } from "../version/index.ts";

export const info: Command = {
  name: "info",
  aliases: ["system info"],
  usage: "[OPTIONS]",
  about: "Display system-wide information",
  arguments: [0, 0],
  flags: [
    {
      name: "format",
      short: "f",
      kind: "string",
      about:
        "Format output using a custom template:\n'json':             Print in JSON format\n'TEMPLATE':         Print output using the given Go template.",
    },
  ],
  async run({ context, store, options }) {
    const images = (await store.images()).length;
    const facts = {
      Containers: 0,
      Images: images,
      Driver: "overlayfs",
      ServerVersion: SERVER_VERSION,
      OperatingSystem: "Gantry sandbox",
      OSType: "linux",
      Architecture: "x86_64",
      DockerRootDir: DOCKER_ROOT,
      IndexServerAddress: "https://index.docker.io/v1/",
      Name: context.env.HOSTNAME ?? "gantry",
    };
    const format = options.text("format");
    if (format !== undefined) {
      await context.stdout.write(
        format === "json" ? `${goJson(facts)}\n` : `${fillOrRefuse(format, facts, { root: "system.dockerInfo", leaf: "string" })}\n`,
      );
      return 0;
    }
    await context.stdout.write(`Client:
 Version:    ${CLIENT_VERSION}
 Context:    default
 Debug Mode: false

Server:
 Containers: 0
  Running: 0
  Paused: 0
  Stopped: 0
 Images: ${images}
 Server Version: ${facts.ServerVersion}
 Storage Driver: ${facts.Driver}
 Operating System: ${facts.OperatingSystem}
 OSType: ${facts.OSType}
 Architecture: ${facts.Architecture}
 Name: ${facts.Name}
 Docker Root Dir: ${facts.DockerRootDir}
 Debug Mode: false
 Experimental: false
 Insecure Registries:
  127.0.0.0/8
 Live Restore Enabled: false

`);
    return 0;
  },
};

/** `docker logout`: forgets credentials; the registry is not asked. https://docs.docker.com/reference/cli/docker/logout/ */
import type { Command } from "../../command.ts";
import { HUB_SERVER, hostOf } from "../../config/config.ts";
import { forgetCredentials } from "../../config/credentials.ts";
import { HUB } from "../../reference/reference.ts";

export const logout: Command = {
  name: "logout",
  usage: "[SERVER]",
  about: "Log out from a registry.\nIf no server is specified, the default is defined by the daemon.",
  arguments: [0, 1],
  flags: [],
  async run({ context, arguments: [server = ""] }) {
    const address = server === "" || server === HUB ? HUB_SERVER : hostOf(server);
    await context.stdout.write(`Removing login credentials for ${address}\n`);
    await forgetCredentials(context, address);
    return 0;
  },
};

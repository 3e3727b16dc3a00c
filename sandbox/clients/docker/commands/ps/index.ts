/** `docker ps`: containers here live only as long as their command, so none is ever listed. */
import type { Command } from "../../command.ts";
import { FILTER } from "../../flags/flags.ts";
import { table } from "../../words/units.ts";

export const ps: Command = {
  name: "ps",
  aliases: ["container ls", "container list", "container ps"],
  usage: "[OPTIONS]",
  about: "List containers",
  arguments: [0, 0],
  flags: [
    { name: "all", short: "a", kind: "bool", about: "Show all containers (default shows just running)" },
    FILTER,
    { name: "format", kind: "string", about: "Format output using a custom template" },
    { name: "last", short: "n", kind: "string", value: "int", about: "Show n last created containers (includes all states) (default -1)" },
    { name: "latest", short: "l", kind: "bool", about: "Show the latest created container (includes all states)" },
    { name: "no-trunc", kind: "bool", about: "Don't truncate output" },
    { name: "quiet", short: "q", kind: "bool", about: "Only display container IDs" },
    { name: "size", short: "s", kind: "bool", about: "Display total file sizes" },
  ],
  async run({ context, options }) {
    const format = options.text("format");
    if (!options.is("quiet") && (format === undefined || format === "table")) {
      await context.stdout.write(table([["CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS", "NAMES"]]));
    }
    return 0;
  },
};

/** `docker system df`: what the engine's files take up. https://docs.docker.com/reference/cli/docker/system/df/ */
import type { Command } from "../../command.ts";
import { storedBytes } from "../../store/store.ts";
import { humanSize, table } from "../../words/units.ts";

export const systemDf: Command = {
  name: "system df",
  usage: "[OPTIONS]",
  about: "Show docker disk usage",
  arguments: [0, 0],
  flags: [],
  async run({ context, store }) {
    const images = await store.images();
    const bytes = storedBytes(store);
    const size = humanSize(bytes, 3);
    const reclaimable = bytes === 0 ? size : `${size} (100%)`;
    await context.stdout.write(
      table([
        ["TYPE", "TOTAL", "ACTIVE", "SIZE", "RECLAIMABLE"],
        ["Images", String(images.length), "0", size, reclaimable],
        ["Containers", "0", "0", "0B", "0B"],
        ["Local Volumes", "0", "0", "0B", "0B"],
        ["Build Cache", "0", "0", "0B", "0B"],
      ]),
    );
    return 0;
  },
};

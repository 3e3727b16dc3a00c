/** `docker system prune`: images without a name (with `-a` all) and the build cache. https://docs.docker.com/reference/cli/docker/system/prune/ */
import type { Command } from "../../command.ts";
import { BUILD_CACHE, storedBytes } from "../../store/store.ts";
import { humanSize } from "../../words/units.ts";
import { removeUnused } from "../image-prune/index.ts";

export const systemPrune: Command = {
  name: "system prune",
  usage: "[OPTIONS]",
  about: "Remove unused data",
  arguments: [0, 0],
  flags: [
    { name: "all", short: "a", kind: "bool", about: "Remove all unused images not just dangling ones" },
    { name: "force", short: "f", kind: "bool", about: "Do not prompt for confirmation" },
    { name: "volumes", kind: "bool", about: "Prune anonymous volumes" },
  ],
  async run({ context, store, options }) {
    const all = options.is("all");
    if (!options.is("force")) {
      const images = all ? "all images without at least one container associated to them" : "all dangling images";
      const cache = all ? "all build cache" : "unused build cache";
      await context.stdout.write(
        `WARNING! This will remove:\n  - all stopped containers\n  - all networks not used by at least one container\n  - ${images}\n  - ${cache}\n\nAre you sure you want to continue? [y/N] `,
      );
      if (!/^y$/i.test(((await context.stdin.line()) ?? "").trim())) return 0;
    }
    const before = storedBytes(store);
    if (context.files.stat(BUILD_CACHE)) context.files.remove(BUILD_CACHE);
    const removed = await removeUnused(store, all);
    await store.sweep();
    await context.stdout.write(`${removed}Total reclaimed space: ${humanSize(before - storedBytes(store))}\n`);
    return 0;
  },
};

/** `docker builder prune`: forgets the build cache. https://docs.docker.com/reference/cli/docker/builder/prune/ */
import type { Command } from "../../command.ts";
import { BUILD_CACHE, storedBytes } from "../../store/store.ts";
import { humanSize } from "../../words/units.ts";

export const builderPrune: Command = {
  name: "builder prune",
  aliases: ["buildx prune"],
  usage: "[OPTIONS]",
  about: "Remove build cache",
  arguments: [0, 0],
  flags: [
    { name: "all", short: "a", kind: "bool", about: "Remove all unused build cache, not just dangling ones" },
    { name: "force", short: "f", kind: "bool", about: "Do not prompt for confirmation" },
  ],
  async run({ context, store, options }) {
    if (!options.is("force")) {
      await context.stdout.write("WARNING! This will remove all dangling build cache. Are you sure you want to continue? [y/N] ");
      if (!/^y$/i.test(((await context.stdin.line()) ?? "").trim())) return 0;
    }
    const before = storedBytes(store);
    if (context.files.stat(BUILD_CACHE)) context.files.remove(BUILD_CACHE);
    await store.sweep();
    await context.stdout.write(`Total:\t${humanSize(before - storedBytes(store))}\n`);
    return 0;
  },
};

/** `docker image prune`: removes images without a name, with `-a` all of them. https://docs.docker.com/reference/cli/docker/image/prune/ */
import type { Command } from "../../command.ts";
import { familiar } from "../../reference/reference.ts";
import { type ImageStore, storedBytes } from "../../store/store.ts";
import { humanSize } from "../../words/units.ts";

export const imagePrune: Command = {
  name: "image prune",
  usage: "[OPTIONS]",
  about: "Remove unused images",
  arguments: [0, 0],
  flags: [
    { name: "all", short: "a", kind: "bool", about: "Remove all unused images, not just dangling ones" },
    { name: "force", short: "f", kind: "bool", about: "Do not prompt for confirmation" },
  ],
  async run({ context, store, options }) {
    const all = options.is("all");
    if (!options.is("force")) {
      const what = all ? "all images without at least one container associated to them" : "all dangling images";
      await context.stdout.write(`WARNING! This will remove ${what}.\nAre you sure you want to continue? [y/N] `);
      if (!/^y$/i.test(((await context.stdin.line()) ?? "").trim())) return 0;
    }
    const before = storedBytes(store);
    const removed = await removeUnused(store, all);
    await context.stdout.write(`${removed}Total reclaimed space: ${humanSize(before - storedBytes(store))}\n`);
    return 0;
  },
};

/** Removes images without a name, or all, since no container holds one; gives the lines that say so. */
export async function removeUnused(store: ImageStore, all: boolean): Promise<string> {
  const lines: string[] = [];
  for (const image of await store.images()) {
    if (!all && image.names.length > 0) continue;
    lines.push(...image.names.map((name) => `untagged: ${familiar(name)}`), `deleted: ${image.id}`);
    await store.remove(image.id);
  }
  return lines.length === 0 ? "" : `Deleted Images:\n${lines.join("\n")}\n\n`;
}

/** Which packages went into the bundles, and their licence texts, for the one notices file of the built site. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

const PACKAGE = /^(?:\0[\w-]+:)?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//;

interface CollectingPlugin {
  readonly name: string;
  generateBundle(options: unknown, bundle: Record<string, { readonly type: string; readonly moduleIds?: readonly string[] }>): void;
}

/** A Vite plugin that adds the folder of every package that ends up in a chunk. */
export function collectPackages(folders: Set<string>): CollectingPlugin {
  return {
    name: "collect-packages",
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        for (const id of chunk.moduleIds ?? []) {
          const folder = PACKAGE.exec(id)?.[1];
          if (folder) folders.add(folder.replaceAll("\0", ""));
        }
      }
    },
  };
}

/** One text with name, version and licence of each package, and the fonts' licences. */
export async function licenceText(folders: Iterable<string>): Promise<string> {
  const parts: string[] = ["This site contains the following works of others.\n"];
  for (const folder of [...folders].sort()) {
    const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Record<string, string>;
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    // What a package has itself taken from others.
    const notices = (await readdir(folder)).filter((entry) => /^third-?party-?notices/i.test(entry));
    const texts = await Promise.all([...(file ? [file] : []), ...notices].map((entry) => readFile(join(folder, entry), "utf8")));
    parts.push(`${"-".repeat(72)}\n${name} ${version} (${license})\n\n${texts.join("\n")}`);
  }
  const fonts = new URL("../styles/fonts/", import.meta.url);
  for (const file of (await readdir(fonts)).filter((entry) => entry.startsWith("LICENSE-")).sort()) {
    parts.push(`${"-".repeat(72)}\nThe font ${file.slice("LICENSE-".length, -".txt".length)}\n\n${await readFile(new URL(file, fonts), "utf8")}`);
  }
  return `${parts.join("\n")}\n`;
}

/**
 * Fits Monaco into the site: its styles travel in its own chunk and not in the page's first stylesheet, and it needs no exception from
 * the content security policy. Monaco writes style elements and style attributes, which the policy forbids; the places in its
 * source are few and are led to `src/styles/adopt.ts`. A version in which one of them is gone fails the build.
 */

interface MonacoPlugin {
  readonly name: string;
  readonly enforce: "pre";
  resolveId(this: Resolving, source: string, importer: string | undefined): Promise<string | null>;
  load(id: string): string | undefined;
  transform(code: string, id: string): string | undefined;
  generateBundle(options: unknown, bundle: Record<string, Output>): void;
}
interface Resolving {
  resolve(source: string, importer: string, options: { skipSelf: boolean }): Promise<{ readonly id: string } | null>;
}
interface Output {
  readonly fileName: string;
  readonly type: string;
  readonly moduleIds?: readonly string[];
  readonly originalFileNames?: readonly string[];
}

const LAZY = "\0lazy-style:";
const MONACO = "/monaco-editor/";
const ADOPT = new URL("../styles/adopt.ts", import.meta.url).pathname;

/** Where style elements and style attributes come from, with one file in which each must be found. */
const PLACES: readonly (readonly [pattern: RegExp, replacement: string, mustBeIn: string])[] = [
  [/document\.createElement\('style'\)/g, "gantryAdopt.styleStandIn()", "base/browser/domStylesheets.js"],
  [/([\w.]+)\.innerHTML = ([^;]+);/g, "gantryAdopt.setHtml($1, $2);", "editor/browser/view/viewLayer.js"],
  [/(\w+)\.insertAdjacentHTML\(('\w+'), (\w+)\);/g, "gantryAdopt.insertHtml($1, $2, $3);", "editor/browser/view/viewLayer.js"],
  [/(\w+)\.setAttribute\('style', ([^;]+;[^`]*`)\);/g, "$1.style.cssText = $2;", "diffEditorViewZones/diffEditorViewZones.js"],
];

/** The plugin. `lazyFiles` receives the names of all files that only the editor needs: they are kept offline once they were used. */
export function monacoPlugin(lazyFiles: Set<string>): MonacoPlugin {
  return {
    name: "monaco",
    enforce: "pre",
    async resolveId(source, importer) {
      if (!importer?.includes(MONACO) || !source.endsWith(".css")) return null;
      const found = await this.resolve(source, importer, { skipSelf: true });
      // Without its ending neither Vite nor Astro sees a style that a page would have to link.
      return found && LAZY + found.id.slice(0, -".css".length);
    },
    load(id) {
      if (!id.startsWith(LAZY)) return undefined;
      const file = `${id.slice(LAZY.length)}.css?inline`;
      return `import css from ${JSON.stringify(file)};\nimport { adoptedSheet } from ${JSON.stringify(ADOPT)};\nadoptedSheet().replace(css);`;
    },
    transform(code, id) {
      if (!id.includes(MONACO) || !id.endsWith(".js") || id.includes(".worker")) return undefined;
      const led = leadStyles(code, id);
      return led === code ? undefined : `import * as gantryAdopt from ${JSON.stringify(ADOPT)};\n${led}`;
    },
    generateBundle(_options, bundle) {
      for (const { fileName, moduleIds = [], originalFileNames = [] } of Object.values(bundle))
        if ([...moduleIds, ...originalFileNames].some((name) => name.includes("monaco-editor/"))) lazyFiles.add(fileName);
    },
  };
}

/** A module of Monaco that writes no style by itself. `id` is its path. */
export function leadStyles(code: string, id: string): string {
  let led = code;
  for (const [pattern, replacement, mustBeIn] of PLACES) {
    const next = led.replaceAll(pattern, replacement);
    if (next === led && id.includes(mustBeIn)) throw new Error(`${id} has changed: look again for where Monaco writes styles`);
    led = next;
  }
  return led;
}

/**
 * One file for the whole engine of the worker. What it shares with chunks that come later would else lie in forty small files: fetched
 * one by one, and compressed worse.
 */
import { fileURLToPath } from "node:url";

interface Modules {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

const ENGINE = fileURLToPath(new URL("../../sandbox/page/engine.ts", import.meta.url)).replaceAll("\\", "/");

/** A group of chunks for the bundler: every module that the engine's own imports reach, in a bundle that holds the engine. */
export function engineGroup(engine = ENGINE): { name(id: string, modules: Modules): string | null } {
  const reached = new Set<string>();
  const reach = (id: string, modules: Modules) => {
    if (reached.has(id)) return;
    reached.add(id);
    for (const next of modules.getModuleInfo(id)?.importedIds ?? []) reach(next, modules);
  };
  return {
    name(id, modules) {
      if (!modules.getModuleInfo(engine)) return null;
      reach(engine, modules);
      return reached.has(id) ? "engine" : null;
    },
  };
}

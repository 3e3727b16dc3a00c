/** A program whose code is fetched when it is first run or completed, so that the page's first prompt does not wait for it (decision 32). */
import type { Installed } from "../shell/program.ts";

/** `completes`: it has completions of its own; without them the shell offers file names. */
export function later(name: string, summary: string, load: () => Promise<Installed | undefined>, completes = false): Installed {
  const loaded = async (): Promise<Installed> => {
    const found = await load();
    if (!found) throw new Error(`${name} is listed but not there`);
    return found;
  };
  return {
    name,
    summary,
    program: async (context) => (await loaded()).program(context),
    ...(completes ? { complete: async (context) => (await (await loaded()).complete?.(context)) ?? [] } : {}),
  };
}

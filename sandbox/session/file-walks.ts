/** Walks over the table `files` that touch only what they give. */
import { range, type World } from "../world/world.ts";

/** The character that follows `/`: a key with it comes right after everything in a directory. */
const AFTER_SLASH = "0";

/** What the paths below a directory begin with. */
function below(directory: string): string {
  return directory === "/" ? "/" : `${directory}/`;
}

/** Names in a directory, sorted. What lies deeper is jumped over. */
export function childrenOf(world: World, directory: string): string[] {
  const prefix = below(directory);
  const names: string[] = [];
  let from = prefix;
  for (;;) {
    let jump: string | undefined;
    for (const [key] of world.files.entries(from)) {
      if (!key.startsWith(prefix)) break;
      const rest = key.slice(prefix.length);
      if (rest === "") continue;
      const slash = rest.indexOf("/");
      if (slash < 0) names.push(rest);
      else {
        jump = `${prefix}${rest.slice(0, slash)}${AFTER_SLASH}`;
        break;
      }
    }
    if (jump === undefined) return names;
    from = jump;
  }
}

/** Every path below a directory. */
export function subtreeOf(world: World, directory: string): string[] {
  return [...range(world, "files", below(directory))].map(([key]) => key).filter((key) => key !== directory);
}

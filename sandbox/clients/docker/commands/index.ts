/** All subcommands, sorted by folder. A new one: a folder here and a line in this list. */
import type { Command } from "../command.ts";
import { build } from "./build/index.ts";
import { builderPrune } from "./builder-prune/index.ts";
import { history } from "./history/index.ts";
import { imagePrune } from "./image-prune/index.ts";
import { images } from "./images/index.ts";
import { imagetoolsCreate } from "./imagetools-create/index.ts";
import { imagetoolsInspect } from "./imagetools-inspect/index.ts";
import { info } from "./info/index.ts";
import { imageInspect, inspect } from "./inspect/index.ts";
import { login } from "./login/index.ts";
import { logout } from "./logout/index.ts";
import { manifestAnnotate } from "./manifest-annotate/index.ts";
import { manifestCreate } from "./manifest-create/index.ts";
import { manifestInspect } from "./manifest-inspect/index.ts";
import { manifestPush } from "./manifest-push/index.ts";
import { manifestRm } from "./manifest-rm/index.ts";
import { ps } from "./ps/index.ts";
import { pull } from "./pull/index.ts";
import { push } from "./push/index.ts";
import { rmi } from "./rmi/index.ts";
import { run } from "./run/index.ts";
import { systemDf } from "./system-df/index.ts";
import { systemPrune } from "./system-prune/index.ts";
import { tag } from "./tag/index.ts";
import { version } from "./version/index.ts";

export const COMMANDS: readonly Command[] = [
  build,
  builderPrune,
  history,
  imagePrune,
  images,
  imagetoolsCreate,
  imagetoolsInspect,
  info,
  imageInspect,
  inspect,
  login,
  logout,
  manifestAnnotate,
  manifestCreate,
  manifestInspect,
  manifestPush,
  manifestRm,
  ps,
  pull,
  push,
  rmi,
  run,
  systemDf,
  systemPrune,
  tag,
  version,
];

/** Names that have subcommands. */
export const GROUPS: Readonly<Record<string, string>> = {
  builder: "Manage builds",
  buildx: "Docker Buildx",
  image: "Manage images",
  container: "Manage containers",
  manifest: "Manage Docker image manifests and manifest lists",
  system: "Manage Docker",
};

/** Names below a group that have subcommands of their own. */
export const SUBGROUPS: Readonly<Record<string, string>> = { "buildx imagetools": "Commands to work on images in registry" };

/** Real subcommands that this sandbox does not have. */
export const ABSENT: readonly string[] =
  "attach commit compose config context cp create diff events exec export import kill load logs network node pause plugin port rename restart rm save search secret service stack start stats stop swarm top trust unpause update volume wait".split(
    " ",
  );

/** The command that the words begin with, the name it was called by, and the words after it. */
export function findCommand(words: readonly string[]): { command: Command; name: string; rest: readonly string[] } | undefined {
  const [first = "", second, third] = words;
  if (GROUPS[first] !== undefined) {
    const below = SUBGROUPS[`${first} ${second}`] !== undefined;
    const name = below ? `${first} ${second} ${third}` : `${first} ${second}`;
    const command = COMMANDS.find((candidate) => candidate.name === name || candidate.aliases?.includes(name));
    return (
      command && {
        command,
        name: command.name === name ? name : (command.aliases?.find((alias) => alias.startsWith(`${first} `)) ?? name),
        rest: words.slice(below ? 3 : 2),
      }
    );
  }
  const command = COMMANDS.find(({ name }) => name === first);
  return command && { command, name: first, rest: words.slice(1) };
}

/** Tab after `docker`: subcommands, options, local images, and the registries that images or logins name. */
import type { Completion, CompletionContext } from "../../shell/program.ts";
import { COMMANDS, findCommand, GROUPS } from "./commands/index.ts";
import { hostOf, readConfig } from "./config/config.ts";
import { familiar, familiarName, HUB } from "./reference/reference.ts";
import { ImageStore } from "./store/store.ts";

export async function complete(context: CompletionContext): Promise<readonly Completion[]> {
  const words = context.words.slice(1);
  const found = findCommand(words);
  const offered = found ? await forCommand(context, found.command.name, found.rest, found.command.flags) : subcommands(words);
  return offered.filter(({ value }) => value.startsWith(context.prefix) && value !== "");
}

function subcommands(words: readonly string[]): Completion[] {
  const [group] = words;
  if (group !== undefined && GROUPS[group] === undefined) return [];
  if (words.length > 1) return [];
  const names = COMMANDS.flatMap(({ name, aliases = [], about }) =>
    [name, ...aliases].map((each) => ({ each, note: about.split("\n")[0] as string })),
  );
  if (group === undefined) {
    const tops = names.filter(({ each }) => !each.includes(" ")).map(({ each, note }) => ({ value: each, note }));
    return [...tops, ...Object.entries(GROUPS).map(([value, note]) => ({ value, note }))].sort((a, b) => (a.value < b.value ? -1 : 1));
  }
  return names.filter(({ each }) => each.startsWith(`${group} `)).map(({ each, note }) => ({ value: each.slice(group.length + 1), note }));
}

/** Commands whose arguments are images of this computer. */
const TAKES_IMAGES = new Set(["history", "images", "image inspect", "inspect", "push", "rmi", "run", "tag", "save"]);

async function forCommand(
  context: CompletionContext,
  command: string,
  rest: readonly string[],
  flags: readonly { name: string; short?: string; kind: string; about: string; hidden?: boolean }[],
): Promise<Completion[]> {
  if (context.prefix.startsWith("-")) {
    return flags.filter(({ hidden }) => !hidden).map(({ name, about }) => ({ value: `--${name}`, note: about.split("\n")[0] as string }));
  }
  const last = rest.at(-1) ?? "";
  const pending = flags.find(({ name, short }) => last === `--${name}` || last === `-${short}`);
  if (pending && pending.kind !== "bool" && pending.name !== "tag") return [];
  if (command === "login" || command === "logout") return (await registries(context)).map((value) => ({ value }));
  const store = new ImageStore(context.files);
  const images = await store.images();
  const names = images.flatMap((image) => image.names.map(familiar)).sort();
  const given = rest.filter((word) => !word.startsWith("-")).length;
  if (command === "tag" && given === 1) return (await registries(context)).map((host) => ({ value: `${host}/`, open: true }));
  if (command === "pull" || pending?.name === "tag") {
    const repositories = images.flatMap((image) => image.names.map((name) => ({ value: familiarName(name), open: true })));
    return [...(await registries(context)).map((host) => ({ value: `${host}/`, open: true })), ...unique(repositories)];
  }
  return TAKES_IMAGES.has(command) ? names.map((value) => ({ value })) : [];
}

function unique(completions: readonly Completion[]): Completion[] {
  return completions.filter(({ value }, at) => completions.findIndex((other) => other.value === value) === at);
}

/** Hosts of local images, of stored logins, and of `$ECR` when it is set. */
async function registries(context: CompletionContext): Promise<string[]> {
  const hosts = new Set<string>();
  for (const { name } of await new ImageStore(context.files).named()) if (name && name.domain !== HUB) hosts.add(name.domain);
  try {
    for (const server of Object.keys((await readConfig(context)).auths ?? {})) hosts.add(hostOf(server));
  } catch {
    // A broken configuration offers nothing.
  }
  if (context.env.ECR) hosts.add(context.env.ECR);
  return [...hosts].filter((host) => !host.includes("://")).sort();
}

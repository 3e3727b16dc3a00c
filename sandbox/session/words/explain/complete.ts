/** Tab after `explain`: who, what, where. */
import { ecrFacts } from "../../../iam/data/services.ts";
import type { Completer, Completion } from "../../../shell/program.ts";
import { PUBLIC_REGION } from "../../../world/keys.ts";
import { metaOf } from "../../../world/store.ts";
import type { World } from "../../../world/world.ts";
import { principalNames } from "./question.ts";

export function explainCompleter(world: () => World): Completer {
  return ({ words, prefix }) => {
    const place = words.slice(1).filter((word) => !word.startsWith("-")).length;
    const options = prefix.startsWith("-") ? flags() : ([principals, actions, repositories][place]?.(world()) ?? []);
    const typed = prefix.toLowerCase();
    return options.filter(({ value }) => value.toLowerCase().startsWith(typed));
  };
}

function flags(): Completion[] {
  return [
    { value: "--any", note: "the newest request of any verdict" },
    { value: "--json", note: "as data" },
    { value: "--with", note: "a condition key, KEY=VALUE" },
  ];
}

function principals(world: World): Completion[] {
  return ["me", ...principalNames(world, metaOf(world).account), "root"].map((value) => ({ value }));
}

/** With and without the service's name, since both may be typed. */
function actions(): Completion[] {
  const names = ecrFacts.actions.map(({ name }) => name);
  return [...names.map((name) => name.slice("ecr:".length)), ...names].map((value) => ({ value }));
}

function repositories(world: World): Completion[] {
  const home = metaOf(world);
  const names = [...world.repositories.values()].map(({ account, region, name }) => {
    if (region === PUBLIC_REGION) return `arn:aws:ecr-public::${account}:repository/${name}`;
    return account === home.account && region === home.region ? name : `${account}:${region}:${name}`;
  });
  return [...names, "'*'"].map((value) => ({ value }));
}

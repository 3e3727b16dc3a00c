/** What the editor knows about a text that is, or may become, a policy: its problems, its target, and what the account has. */
import { useEffect, useMemo, useState } from "preact/hooks";
import type { EditTarget, PolicyKind } from "../../../sandbox/policy.ts";
import type { Knowledge } from "../../editor/code-editor.ts";
import { ask } from "../../session/actions.ts";
import type { Permissions } from "../../session/contract.ts";
import type { EditedFile } from "../../stores/edited.ts";
import { recall, remember } from "../../stores/kept.ts";
import { session } from "../../stores/session.ts";
import { useStore } from "../../stores/use-store.ts";
import { type Choice, choicesOf, guessTarget, keyOf, kindOf, type Registry } from "./target.ts";
import { textOf } from "./template.ts";

const loadDoor = () => import("../../../sandbox/policy.ts");
type Door = Awaited<ReturnType<typeof loadDoor>>;

const LAST = "gantry-policy-target";
/** The value of the list for a policy that belongs to nothing. */
export const NO_TARGET = "none";

export interface Policy {
  readonly knowledge: Knowledge;
  readonly choices: readonly Choice[];
  readonly choice: Choice | undefined;
  choose(key: string): void;
  /** What applies now for the target, as text; undefined when nothing does. */
  readonly present: string | undefined;
  readonly here: Registry;
}

/** Undefined for files that are no policies. */
export function usePolicy(file: EditedFile, text: string): Policy | undefined {
  const mayBe = file.target !== undefined || /\.json$/i.test(file.path) || /^\s*\{/.test(text);
  const door = useDoor(mayBe);
  const permissions = usePermissions(mayBe);
  const me = useStore(session, (state) => state.view?.me);
  const here = useMemo<Registry>(() => ({ account: me?.account ?? "", region: me?.region ?? "" }), [me?.account, me?.region]);
  const [chosen, choose] = useState<string | undefined>(file.target && keyOf(file.target));
  const guessed = useMemo(() => door?.kindOfPolicy(text), [door, text]);
  const [was, setWas] = useState(file.target !== undefined || /polic|trust/i.test(file.path.slice(file.path.lastIndexOf("/"))));
  useEffect(() => {
    // While it is being written a policy may for a moment look like none.
    if (guessed !== undefined) setWas(true);
  }, [guessed]);
  const choices = useMemo(() => allChoices(permissions, here, file), [permissions, here, file.path, file.target]);
  const choice = useMemo(
    () =>
      chosen === undefined
        ? guessTarget(file.path, guessed, choices, recall<string | undefined>(LAST, undefined))
        : choices.find(({ key }) => key === chosen),
    [chosen, choices, guessed, file.path],
  );
  const kind = choice ? kindOf(choice.target) : guessed;
  const world = useMemo(() => (door && permissions ? door.restore(permissions) : undefined), [door, permissions]);
  const knowledge = useKnowledge(door, world, text, kind, choice?.target, here);
  const present = useMemo(() => (door && world && choice ? presentOf(door, world, choice.target) : undefined), [door, world, choice]);
  if (!mayBe || !was || !door || !permissions) return undefined;
  return {
    knowledge,
    choices,
    choice,
    present,
    here,
    choose(key) {
      remember(LAST, key);
      choose(key);
    },
  };
}

function useDoor(isWanted: boolean): Door | undefined {
  const [door, setDoor] = useState<Door>();
  useEffect(() => {
    if (isWanted) void loadDoor().then((loaded) => setDoor(() => loaded));
  }, [isWanted]);
  return door;
}

/** As they are now; asked for again whenever a command may have changed them. */
function usePermissions(isWanted: boolean): Permissions | undefined {
  const commands = useStore(session, (state) => state.view?.history.length);
  const [permissions, setPermissions] = useState<Permissions>();
  useEffect(() => {
    if (isWanted) ask((actions) => actions.permissions().then(setPermissions));
  }, [isWanted, commands]);
  return permissions;
}

function allChoices(permissions: Permissions | undefined, here: Registry, { path, target }: EditedFile): readonly Choice[] {
  const choices = permissions && here.account !== "" ? choicesOf(permissions, here, path) : [];
  if (!target || choices.some(({ key }) => key === keyOf(target))) return choices;
  // Of another account or Region, or not there yet.
  const there = { ...here, ...("registry" in target ? target.registry : {}) };
  const found = permissions ? choicesOf(permissions, there, path).find(({ key }) => key === keyOf(target)) : undefined;
  return [...choices, found ?? { key: keyOf(target), group: "Managed policy", label: keyOf(target), target }];
}

function useKnowledge(
  door: Door | undefined,
  world: ReturnType<Door["restore"]> | undefined,
  text: string,
  kind: PolicyKind | undefined,
  target: EditTarget | undefined,
  here: Registry,
): Knowledge {
  const site = useMemo(() => {
    if (!door || !world) return undefined;
    return door.siteOf(world, target && "registry" in target ? target.registry : here, target?.kind === "repository" ? target.name : undefined);
  }, [door, world, target, here]);
  const problems = useMemo(() => (door && text.trim() !== "" ? door.checkPolicy(text, kind ?? "identity", site) : []), [door, text, kind, site]);
  return useMemo(
    () => ({
      problems,
      complete: (now, offset) => door?.completePolicy(now, offset, kind ?? "identity", site),
      hover: (now, offset) => door?.hoverPolicy(now, offset),
    }),
    [door, problems, kind, site],
  );
}

function presentOf(door: Door, world: ReturnType<Door["restore"]>, target: EditTarget): string | undefined {
  const document = door.documentOf(world, target);
  return document && textOf(document);
}

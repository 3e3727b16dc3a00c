/** The map: repositories with their images and layers, followed from world to world by what changed, so that it costs little at 10,000 images. */
import { PUBLIC_REGION } from "../../world/keys.ts";
import type { Repository } from "../../world/tables.ts";
import { emptyWorld, type World } from "../../world/world.ts";
import type { RepositoryView } from "../api.ts";
import { eachChange } from "../changed-rows.ts";
import { RepositoryState } from "./repository-state.ts";

export type HostOf = (account: string, region: string) => string;

/** Keeps the last map and the world it shows. */
export class RepositoryMap {
  readonly #hostOf: HostOf;
  readonly #states = new Map<string, RepositoryState>();
  readonly #views = new Map<string, RepositoryView>();
  #world: World = emptyWorld();
  #list: readonly RepositoryView[] = [];

  constructor(hostOf: HostOf) {
    this.#hostOf = hostOf;
  }

  /** All repositories of all registries, in the order of their keys. The same array as before when nothing changed. */
  of(world: World): readonly RepositoryView[] {
    const changed = this.#follow(world);
    this.#world = world;
    if (changed.size === 0) return this.#list;
    for (const key of changed) {
      const row = world.repositories.get(key);
      if (row) this.#views.set(key, this.#state(key).view(row, `${this.#hostOf(row.account, row.region)}/${aliasOf(world, row)}${row.name}`));
      else {
        this.#views.delete(key);
        this.#states.delete(key);
      }
    }
    this.#list = [...world.repositories.keys()].flatMap((key) => this.#views.get(key) ?? []);
    return this.#list;
  }

  #state(key: string): RepositoryState {
    const state = this.#states.get(key) ?? new RepositoryState();
    this.#states.set(key, state);
    return state;
  }

  /** Brings the states from the last world to this one; gives the keys of the repositories that changed. */
  #follow(world: World): Set<string> {
    const changed = new Set<string>();
    const touch = (key: string) => {
      changed.add(key);
      // A repository that is gone takes its rows with it: nobody looks at them one by one.
      return world.repositories.has(key) ? this.#state(key) : undefined;
    };
    eachChange(this.#world, world, "repositories", (key) => changed.add(key));
    eachChange(this.#world, world, "images", (key, before, after) => touch(repositoryOf(key))?.image(before, after));
    eachChange(this.#world, world, "layers", (key, before, after) => touch(repositoryOf(key))?.layer(before, after));
    eachChange(this.#world, world, "uploads", (_, before, after) => touch((after ?? before)?.repository ?? "")?.upload(before, after));
    return changed;
  }
}

/** What stands before the name of a public repository. */
function aliasOf(world: World, { account, region }: Repository): string {
  return region === PUBLIC_REGION ? `${world.publicRegistries.get(account)?.alias ?? ""}/` : "";
}

/** The repository's part of a member's key. */
function repositoryOf(key: string): string {
  return key.slice(0, key.indexOf(" "));
}

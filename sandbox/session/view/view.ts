/** What a page sees of a session: made from the world, the events and the timeline, and cheap to make again. */

import { isPublicRegistry } from "../../cloud/addresses.ts";
import type { Addresses } from "../../cloud/service.ts";
import { TOKEN_LIFE, verifyToken } from "../../ecr/token/token.ts";
import type { RequestEvent, SandboxEvent } from "../../kernel/events.ts";
import { environmentOf, type ShellState } from "../../shell/index.ts";
import { metaOf } from "../../world/store.ts";
import type { CommandView, View } from "../api.ts";
import type { Machine } from "../machine.ts";
import type { Timeline } from "../timeline.ts";
import { identityOf } from "./identity.ts";
import { Logins } from "./logins.ts";
import { RepositoryMap } from "./repositories.ts";

/** Requests that a view carries. */
const NEWEST = 200;

export interface Viewed {
  readonly slot: string;
  readonly timeline: Timeline;
  readonly running: boolean;
  readonly saving: View["saving"];
}

/** Makes the views of one machine. */
export class Viewer {
  readonly #machine: Machine;
  readonly #map: RepositoryMap;
  readonly #logins: Logins;

  constructor(machine: Machine) {
    const { addresses } = machine;
    this.#machine = machine;
    this.#map = new RepositoryMap((account, region) => addresses.registryHost(account, region));
    this.#logins = new Logins({ expiryOf: (password) => expiryOf(machine, password), isRegistry: (host) => isRegistry(addresses, host) });
  }

  view({ slot, timeline, running, saving }: Viewed): View {
    const { store, shell } = this.#machine;
    const { world } = store;
    const meta = metaOf(world);
    const requests = store.events.filter(isRequest);
    return {
      slot,
      now: store.now(),
      startedAt: metaOf(timeline.start.world).now,
      me: identityOf(world, environmentOf(shell.state as ShellState), meta),
      cli: meta.cli,
      repositories: this.#map.of(world),
      logins: this.#logins.of(world),
      history: timeline.steps.map(({ command }): CommandView => command),
      undone: timeline.undone.map(({ command }): CommandView => command),
      requests: requests.slice(-NEWEST),
      requestCount: requests.length,
      running,
      tasks: timeline.now.tasks ?? [],
      saving,
    };
  }
}

function isRequest(event: SandboxEvent): event is RequestEvent {
  return event.kind === "request";
}

function isRegistry(addresses: Addresses, host: string): boolean {
  return addresses.registryOf(host) !== undefined || isPublicRegistry(host);
}

/** When a password of this world's expires; undefined for one that it never issued. */
export function expiryOf({ hasher, store }: Machine, password: string): number | undefined {
  const verdict = verifyToken(hasher, store.meta.sealingKey, password, store.now());
  return verdict.kind === "malformed" ? undefined : verdict.content.issuedAt + TOKEN_LIFE;
}

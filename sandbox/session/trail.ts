/** The event log of a moment as a chain of what each command added, so that keeping a moment costs one link (undo, decision 9). */
import type { SandboxEvent } from "../kernel/events.ts";

export interface Trail {
  readonly before: Trail | undefined;
  readonly events: readonly SandboxEvent[];
}

export const NO_EVENTS: Trail = { before: undefined, events: [] };

export function extend(trail: Trail, events: readonly SandboxEvent[]): Trail {
  return events.length === 0 ? trail : { before: trail, events };
}

/** The newest `limit` events of a trail, oldest first. */
export function eventsOf(trail: Trail, limit = 10_000): SandboxEvent[] {
  const links: (readonly SandboxEvent[])[] = [];
  let count = 0;
  for (let link: Trail | undefined = trail; link && count < limit; link = link.before) {
    links.push(link.events);
    count += link.events.length;
  }
  const events = links.reverse().flat();
  return events.length > limit ? events.slice(-limit) : events;
}

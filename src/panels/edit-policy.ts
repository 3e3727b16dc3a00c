/** The way to the policy editor for panels that are there from the start: what it needs is fetched when it is asked for. */
import type { EditTarget } from "../../sandbox/policy.ts";

export function editPolicy(target: EditTarget): void {
  void import("./editor/open-policy.ts").then(({ openPolicy }) => openPolicy(target));
}

/** Opens the editor for the policy of something, from wherever that something is shown. */
import type { EditTarget } from "../../../sandbox/policy.ts";
import { showInDock } from "../../page/keys.ts";
import { actions } from "../../session/actions.ts";
import { edited } from "../../stores/edited.ts";
import { pathOf } from "./target.ts";
import { templateOf, textOf } from "./template.ts";

/** With what applies now, or a small policy to begin with; the file is written when it is saved or applied. */
export async function openPolicy(target: EditTarget): Promise<void> {
  const [permissions, { documentOf, restore }] = await Promise.all([
    actions.then((session) => session.permissions()),
    import("../../../sandbox/policy.ts"),
  ]);
  const document = documentOf(restore(permissions), target);
  // Where one pane is shown at a time, it is the editor's.
  showInDock("terminal");
  const pick = document.getElementById("pick-do");
  if (pick instanceof HTMLInputElement) pick.checked = true;
  edited.setState({ file: { path: pathOf(target), text: document ? textOf(document) : templateOf(target), target } });
}

/** Run blocks and panel links of a lesson's prose. */
import { ICONS } from "../components/icons.ts";
import { SHOW_PANEL } from "../panels/See.tsx";
import { ask } from "../session/actions.ts";
import { commands } from "./commands.ts";
import { showInDock } from "./keys.ts";

let enabled = false;

/** One listener for all prose, now and after every swap. */
export function enableProse(): void {
  if (enabled) return;
  enabled = true;
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const button = target?.closest<HTMLButtonElement>(".run .go, .run .edit-first");
    if (button) runBlock(button, event.altKey || button.classList.contains("edit-first"));
    const link = target?.closest<HTMLElement>("[data-panel]");
    if (link) showPanel(link.dataset.panel ?? "map");
  });
}

/** Types a block's commands at the prompt and enters them; with Alt they wait there to be edited. */
function runBlock(button: HTMLButtonElement, edit: boolean): void {
  const block = button.closest<HTMLElement>("[data-run]");
  if (!block) return;
  const lines = commands(block.dataset.run ?? "");
  ask((actions) => actions.type(edit ? lines.slice(0, 1) : lines, !edit));
  if (edit) {
    revealPane("terminal");
    ask((actions) => actions.focusTerminal());
    return;
  }
  block.classList.add("has-run");
  const icon = button.querySelector("svg");
  if (icon) icon.innerHTML = ICONS.check;
}

/** Shows a panel by name, on whatever width. */
export function showPanel(name: string): void {
  revealPane(name === "terminal" ? "terminal" : "see");
  if (name === "terminal") ask((actions) => actions.focusTerminal());
  else document.dispatchEvent(new CustomEvent(SHOW_PANEL, { detail: name }));
}

/** Brings a pane to the front where not all of them fit beside each other. */
export function revealPane(pane: "terminal" | "see"): void {
  const radio = document.getElementById(pane === "terminal" ? "pick-do" : "pick-see");
  if (radio instanceof HTMLInputElement) radio.checked = true;
  showInDock(pane);
}

/** Keys of the whole page, the dock's switch, and what is typed before the terminal is there. */

const PANES = ["lesson", "terminal", "see"];

let early = "";

/** Everything typed at the static prompt so far; from now on the terminal reads keys itself. */
export function takeEarlyKeys(): string {
  document.removeEventListener("keydown", keepEarlyKey);
  document.removeEventListener("paste", keepEarlyPaste);
  return early;
}

/** The page is left: what was typed at its prompt is not meant for the next one's. */
export function dropEarlyKeys(): void {
  early = "";
}

function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, button, a, [role=separator], [role=slider]") !== null;
}

/** Until the terminal is there, keys that go to no control are meant for its prompt. */
function keepEarlyKey(event: KeyboardEvent): void {
  if (isField(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key.length === 1) early += event.key;
  else if (event.key === "Enter") early += "\r";
  else if (event.key === "Backspace") early = early.slice(0, -1);
  else return;
  event.preventDefault();
  const first = document.getElementById("first-text")?.firstChild;
  if (first) first.textContent = `learner@sandbox:~$ ${early.replaceAll("\r", "\n")}`;
}

function keepEarlyPaste(event: ClipboardEvent): void {
  if (!isField(event.target)) early += event.clipboardData?.getData("text/plain").replaceAll("\n", "\r") ?? "";
}

/** F6 goes round the panes; the dock shows the terminal or the map. */
export function enableKeys(): void {
  document.addEventListener("keydown", keepEarlyKey);
  document.addEventListener("paste", keepEarlyPaste);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F6") return;
    event.preventDefault();
    const here = PANES.findIndex((id) => document.getElementById(id)?.contains(document.activeElement));
    for (let step = 1; step <= PANES.length; step++) {
      const pane = document.getElementById(PANES[(here + (event.shiftKey ? -step : step) + 2 * PANES.length) % PANES.length] ?? "");
      const stop = pane?.querySelector<HTMLElement>(
        ":is(.editing .sheet textarea, .editing .native-edit-context, .xterm-helper-textarea, #phone-input, [tabindex='0']):not([inert] *)",
      );
      if (pane && getComputedStyle(pane).visibility === "visible" && pane.offsetParent !== null && stop) {
        stop.focus();
        return;
      }
    }
  });
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>(".dock-switch") : null;
    if (button) showInDock(button.dataset.dock === "see" ? "see" : "terminal");
  });
}

/** Between 640 and 1023 px the terminal and the See pane share one place. */
export function showInDock(pane: "see" | "terminal"): void {
  document.querySelector(".desk")?.classList.toggle("shows-see", pane === "see");
}

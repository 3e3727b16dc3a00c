/** The line above the terminal: another tab writes, or the browser has no room left. */
import { session } from "../stores/session.ts";

function show(text: string | undefined, button?: { readonly label: string; click(): void }): void {
  const place = document.getElementById("term-banner");
  if (!place) return;
  place.replaceChildren();
  if (text === undefined) return;
  const line = document.createElement("div");
  line.className = "elsewhere";
  line.setAttribute("role", "status");
  const words = document.createElement("span");
  words.textContent = text;
  line.append(words);
  if (button) {
    const control = document.createElement("button");
    control.type = "button";
    control.className = "btn small primary";
    control.textContent = button.label;
    control.addEventListener("click", button.click);
    line.append(control);
  }
  place.append(line);
}

let full = false;

/** Says whether this tab writes. */
export function showTurn(writes: boolean, continueHere: () => void): void {
  show(writes ? undefined : "Gantry is open in another tab. This one shows what was saved.", { label: "Continue here", click: continueHere });
}

session.subscribe(({ view, status, problem }) => {
  if (status === "stopped")
    show(`The engine has stopped: ${problem}. Reload the page; what was saved is kept. If it stops again, begin anew in the settings.`);
  const nowFull = view?.saving === "full";
  if (nowFull === full || status !== "ready") return;
  full = nowFull;
  show(
    nowFull
      ? "The browser has no room left: what you do from here on is not saved. Save your work to a file in the settings, or delete images."
      : undefined,
  );
});

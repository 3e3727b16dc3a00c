/** The home page: the theme button, and which lessons are done. */
import { containerLook } from "../digest/digest-colour.ts";
import { progress } from "../stores/progress.ts";
import { changeSettings, isDark } from "../stores/settings.ts";
import { keepOffline } from "./offline.ts";

document.getElementById("theme")?.addEventListener("click", () => changeSettings({ theme: isDark() ? "light" : "dark" }));

/** A done lesson gets a container painted by its name, as a digest of it would be. */
function showProgress(): void {
  for (const mark of document.querySelectorAll<HTMLElement>("[data-lesson]")) {
    const slug = mark.dataset.lesson ?? "";
    const { done, of } = progress.getState().lessons[slug] ?? { done: 0, of: 1 };
    if (done === 0) continue;
    mark.setAttribute("aria-label", done >= of ? "done" : `${done} of ${of} tasks done`);
    if (done < of) {
      mark.innerHTML = `<b>${done}/${of}</b>`;
      continue;
    }
    const look = containerLook(
      [...slug]
        .reduce((hash, letter) => ((hash * 31 + letter.charCodeAt(0)) >>> 0) % 0xffffffff, 7)
        .toString(16)
        .padStart(12, "0"),
    );
    mark.className = `box ${look.classes}`;
    mark.innerHTML = `<b>${look.label.slice(0, 2)}</b>`;
  }
}

showProgress();
addEventListener("load", () => void keepOffline());

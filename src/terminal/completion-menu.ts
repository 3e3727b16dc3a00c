/** The list of completions at the cursor: arrows or Tab move, Enter takes, Escape closes, anything else closes it and is typed. */
import type { Option } from "../../sandbox/editor.ts";

export class CompletionMenu {
  readonly #host: HTMLElement;
  readonly #choose: (from: number, option: Option) => void;
  #list: HTMLUListElement | undefined;
  #from = 0;
  #options: readonly Option[] = [];
  #at = 0;

  constructor(host: HTMLElement, choose: (from: number, option: Option) => void) {
    this.#host = host;
    this.#choose = choose;
  }

  open(from: number, options: readonly Option[], place: { readonly x: number; readonly y: number; readonly height: number }): void {
    this.close();
    this.#from = from;
    this.#options = options;
    this.#at = 0;
    const list = document.createElement("ul");
    list.className = "complete";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Completions");
    for (const [index, option] of options.entries()) list.append(this.#item(option, index));
    this.#host.append(list);
    this.#list = list;
    const below = place.y + place.height;
    const above = below + list.offsetHeight > this.#host.offsetHeight && place.y > list.offsetHeight;
    list.style.left = `${Math.min(place.x, Math.max(0, this.#host.offsetWidth - list.offsetWidth - 8))}px`;
    list.style.top = `${above ? place.y - list.offsetHeight : below}px`;
    this.#mark();
  }

  close(): void {
    this.#list?.remove();
    this.#list = undefined;
  }

  /** Whether a key was for the menu. */
  takes(data: string): boolean {
    if (!this.#list) return false;
    const step = { "\t": 1, "\x1b[B": 1, "\x1b[A": -1, "\x1b[Z": -1 }[data];
    if (step !== undefined) {
      this.#at = (this.#at + step + this.#options.length) % this.#options.length;
      this.#mark();
      return true;
    }
    const option = this.#options[this.#at];
    this.close();
    if (data === "\r" && option) this.#choose(this.#from, option);
    return data === "\r" || data === "\x1b";
  }

  #item(option: Option, index: number): HTMLLIElement {
    const item = document.createElement("li");
    item.setAttribute("role", "option");
    item.id = `completion-${index}`;
    item.textContent = option.value;
    if (option.note) {
      const note = document.createElement("small");
      note.textContent = option.note;
      item.append(note);
    }
    item.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      this.close();
      this.#choose(this.#from, option);
    });
    return item;
  }

  #mark(): void {
    for (const [index, item] of [...(this.#list?.children ?? [])].entries()) {
      item.setAttribute("aria-selected", String(index === this.#at));
      if (index === this.#at) item.scrollIntoView({ block: "nearest" });
    }
  }
}

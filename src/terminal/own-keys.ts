/** Keys that are not the prompt's: Esc then Tab leaves the terminal; Ctrl-C and Ctrl-Shift-C with a selection copy; F6 belongs to the page. */

/** What these keys act on: xterm, as far as they know it. */
export interface Selecting {
  hasSelection(): boolean;
  getSelection(): string;
}

export type Key = Pick<KeyboardEvent, "type" | "key" | "ctrlKey" | "metaKey" | "shiftKey" | "preventDefault">;

export class OwnKeys {
  readonly #terminal: Selecting;
  #leaving = false;

  constructor(terminal: Selecting) {
    this.#terminal = terminal;
  }

  /** Whether xterm may have the key. */
  isForTerminal(event: Key): boolean {
    if (event.key === "F6") return false;
    if (event.type !== "keydown") return true;
    if (event.key === "Tab" && this.#leaving) return false;
    if (event.key !== "Shift") this.#leaving = event.key === "Escape";
    if (event.key.toLowerCase() === "c" && event.ctrlKey && this.#terminal.hasSelection()) {
      if (event.shiftKey) this.#copy(event);
      return false;
    }
    return !(event.key.toLowerCase() === "v" && (event.ctrlKey || event.metaKey));
  }

  /** By the key of other terminals, at which browsers would open their developer tools. */
  #copy(event: Key): void {
    event.preventDefault();
    const copy = () => void document.execCommand("copy");
    // Where the page may not write there by itself, a key of the learner's may.
    if ("clipboard" in navigator) navigator.clipboard.writeText(this.#terminal.getSelection()).catch(copy);
    else copy();
  }
}

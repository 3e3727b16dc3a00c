/** The glass of the terminal: xterm with its DOM renderer, its colours, and rows and columns as its room allows. The only maker of an xterm. */
import { FitAddon } from "@xterm/addon-fit";
import { WebLinksAddon } from "@xterm/addon-web-links";
import { Terminal } from "@xterm/xterm";
import { settings } from "../stores/settings.ts";
import { documentWithAdoptedStyles, whileAdoptingStyles } from "../styles/adopt.ts";
import { terminalTheme } from "./theme.ts";

/** Row height at 13 px (DESIGN §3: 13/20). */
const LEADING = 20 / 13;

export class Glass {
  readonly terminal: Terminal;
  readonly #element: HTMLElement;
  readonly #fit = new FitAddon();

  constructor(screen: HTMLElement, element: HTMLElement) {
    this.#element = element;
    const { size, reader } = settings.getState();
    this.terminal = new Terminal({
      allowProposedApi: false,
      convertEol: false,
      cursorBlink: true,
      cursorInactiveStyle: "outline",
      documentOverride: documentWithAdoptedStyles(),
      fontFamily: getComputedStyle(element).getPropertyValue("--font-mono"),
      fontSize: size,
      fontWeightBold: "600",
      minimumContrastRatio: 4.5,
      screenReaderMode: reader,
      scrollback: 5000,
      theme: terminalTheme(element),
    });
    this.terminal.loadAddon(this.#fit);
    this.terminal.loadAddon(new WebLinksAddon());
    whileAdoptingStyles(() => this.terminal.open(element));
    this.#setLeading();
    screen.classList.add("is-live");
    this.#fit.fit();
  }

  /** A letter's room in pixels. */
  get cell(): { readonly width: number; readonly height: number } {
    const screen = this.terminal.element?.querySelector<HTMLElement>(".xterm-screen");
    return { width: (screen?.offsetWidth ?? 0) / this.terminal.cols, height: (screen?.offsetHeight ?? 0) / this.terminal.rows };
  }

  /** Follows the room, the theme, the settings and the font from now on. */
  watch(screen: HTMLElement): void {
    const { terminal } = this;
    new ResizeObserver(() => this.#refit()).observe(screen);
    const repaint = () => {
      terminal.options.theme = terminalTheme(this.#element);
    };
    document.addEventListener("gantry:theme", repaint);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
    settings.subscribe(({ size, reader }) => {
      terminal.options.screenReaderMode = reader;
      if (terminal.options.fontSize === size) return;
      terminal.options.lineHeight = 1;
      terminal.options.fontSize = size;
      this.#setLeading();
      this.#refit();
    });
    void document.fonts.ready.then(() => this.#refit());
    // A browser whose colour scheme changes shows another font for a moment; what was fitted by that is too narrow and too high.
    document.fonts.addEventListener("loadingdone", () => requestAnimationFrame(() => this.#refit()));
  }

  /** Rows as high as the type scale says, whatever the font's own height is. */
  #setLeading(): void {
    const own = this.cell.height;
    const size = this.terminal.options.fontSize ?? 13;
    if (own > 0) this.terminal.options.lineHeight = Math.max(1, Math.round(size * LEADING) / own);
  }

  #refit(): void {
    if (this.#element.offsetWidth > 0 && this.#element.offsetHeight > 0) this.#fit.fit();
  }
}

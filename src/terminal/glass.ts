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
  /** Whether what is shown has another size or another font than what was measured last. */
  #otherFont = true;

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
    screen.classList.add("is-live");
    this.#refit();
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
      terminal.options.fontSize = size;
      this.#measureAgain();
    });
    // Another font is shown until the terminal's own is there: at first, and for a moment when the colour scheme changes.
    void document.fonts.ready.then(() => this.#measureAgain());
    document.fonts.addEventListener("loadingdone", () => this.#measureAgain());
  }

  #measureAgain(): void {
    this.#otherFont = true;
    this.#refit();
  }

  #refit(): void {
    if (this.#element.offsetWidth === 0 || this.#element.offsetHeight === 0) return;
    if (this.#otherFont) this.#measure();
    this.#fit.fit();
  }

  /** Rows as high as the type scale says, whatever the font's own height is. */
  #measure(): void {
    const { options } = this.terminal;
    const { fontFamily = "monospace", fontSize = 13 } = options;
    options.lineHeight = 1;
    // xterm measures letters for another name only, and not when the font of that name has come.
    options.fontFamily = `${fontFamily}, monospace`;
    options.fontFamily = fontFamily;
    const own = this.cell.height;
    if (own > 0) options.lineHeight = Math.max(1, Math.round(fontSize * LEADING) / own);
    this.#otherFont = false;
  }
}

/** xterm's colours, read from the design tokens of the current theme; xterm takes hex, the tokens are oklch. */
import type { ITheme } from "@xterm/xterm";

const NAMES = [
  "black",
  "red",
  "green",
  "yellow",
  "blue",
  "magenta",
  "cyan",
  "white",
  "brightBlack",
  "brightRed",
  "brightGreen",
  "brightYellow",
  "brightBlue",
  "brightMagenta",
  "brightCyan",
  "brightWhite",
] as const;

/** Colours as they are where `host` stands. */
export function terminalTheme(host: HTMLElement): ITheme {
  const probe = document.createElement("i");
  host.append(probe);
  const hex = reader(probe);
  const colours = Object.fromEntries(NAMES.map((name, index) => [name, hex(`--a${index}`)])) as Record<(typeof NAMES)[number], string>;
  const ink = hex("--ink");
  const theme = {
    ...colours,
    background: hex("--deck"),
    foreground: hex("--ink-2"),
    cursor: ink,
    cursorAccent: hex("--deck"),
    selectionBackground: hex("--hair"),
    selectionInactiveBackground: hex("--well"),
  };
  probe.remove();
  return theme;
}

/** Resolves a token to `#rrggbb` by letting the browser paint it. */
function reader(probe: HTMLElement): (token: string) => string {
  const canvas = document.createElement("canvas");
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return (token) => {
    probe.style.color = `var(${token})`;
    const colour = getComputedStyle(probe).color;
    if (!context) return colour;
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0] = context.getImageData(0, 0, 1, 1).data;
    return `#${[r, g, b].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
  };
}

/** Monaco's theme, read from the design tokens as they are where the editor stands; Monaco takes hex, the tokens are oklch. */
import { editor } from "monaco-editor/editor";

const THEME = "gantry";

/** Defines the theme for the present colours of the page and uses it in every Monaco editor. */
export function useTheme(host: HTMLElement, isDark: boolean): void {
  const hex = reader(host);
  editor.defineTheme(THEME, {
    base: isDark ? "vs-dark" : "vs",
    inherit: true,
    rules: [
      { token: "", foreground: hex("--ink").slice(1) },
      { token: "key", foreground: hex("--a4").slice(1) },
      { token: "string", foreground: hex("--a2").slice(1) },
      { token: "string.open", foreground: hex("--fail").slice(1) },
      { token: "number", foreground: hex("--a5").slice(1) },
      { token: "keyword", foreground: hex("--a5").slice(1) },
      { token: "delimiter", foreground: hex("--ink-2").slice(1) },
    ],
    colors: {
      "editor.background": hex("--deck"),
      "editor.foreground": hex("--ink"),
      "editorCursor.foreground": hex("--ink"),
      "editorLineNumber.foreground": hex("--ink-3"),
      "editorLineNumber.activeForeground": hex("--ink"),
      "editor.lineHighlightBackground": hex("--quay"),
      "editor.lineHighlightBorder": hex("--quay"),
      "editor.selectionBackground": hex("--hair"),
      "editor.inactiveSelectionBackground": hex("--well"),
      "editorIndentGuide.background1": hex("--hair"),
      "editorIndentGuide.activeBackground1": hex("--edge"),
      ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((depth) => [`editorBracketHighlight.foreground${depth}`, hex("--ink-2")])),
      "editorBracketMatch.background": hex("--well"),
      "editorBracketMatch.border": hex("--edge"),
      "editorError.foreground": hex("--fail"),
      "editorWarning.foreground": hex("--wait"),
      "editorInfo.foreground": hex("--link"),
      "editorWidget.background": hex("--quay"),
      "editorWidget.foreground": hex("--ink"),
      "editorWidget.border": hex("--edge"),
      "editorSuggestWidget.background": hex("--quay"),
      "editorSuggestWidget.foreground": hex("--ink"),
      "editorSuggestWidget.border": hex("--edge"),
      "editorSuggestWidget.selectedBackground": hex("--well"),
      "editorSuggestWidget.selectedForeground": hex("--ink"),
      "editorSuggestWidget.highlightForeground": hex("--link"),
      "editorSuggestWidget.focusHighlightForeground": hex("--link"),
      "editorHoverWidget.background": hex("--quay"),
      "editorHoverWidget.border": hex("--edge"),
      "editorHoverWidget.foreground": hex("--ink"),
      "diffEditor.insertedLineBackground": hex("--pass-wash"),
      "diffEditor.removedLineBackground": hex("--fail-wash"),
      "diffEditor.insertedTextBackground": `${hex("--pass")}33`,
      "diffEditor.removedTextBackground": `${hex("--fail")}33`,
      "textLink.foreground": hex("--link"),
      "textLink.activeForeground": hex("--link"),
      focusBorder: hex("--edge"),
    },
  });
  editor.setTheme(THEME);
}

/** Resolves a token to `#rrggbb` by asking for its computed colour in sRGB. */
function reader(host: HTMLElement): (token: string) => string {
  return (token) => {
    const probe = document.createElement("i");
    host.append(probe);
    probe.style.color = `color-mix(in srgb, var(${token}), var(${token}))`;
    const parts = getComputedStyle(probe).color.match(/[\d.]+(?:e-\d+)?/g) ?? [];
    probe.remove();
    return `#${parts
      .slice(0, 3)
      .map((part) => Math.round(Math.min(1, Number(part)) * 255))
      .map((part) => part.toString(16).padStart(2, "0"))
      .join("")}`;
  };
}

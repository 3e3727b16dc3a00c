/** The learner's settings; the inline theme script reads the same key before the first paint. */
import { createStore } from "zustand/vanilla";
import { recall, remember } from "./kept.ts";

export interface Settings {
  readonly theme: "system" | "light" | "dark";
  /** Terminal text in px. */
  readonly size: number;
  /** The terminal's own screen-reader mode, and the registry as a table first. */
  readonly reader: boolean;
  /** Policies are edited in a plain text field, not in Monaco. */
  readonly plain: boolean;
}

const KEY = "gantry-settings";
const DEFAULTS: Settings = { theme: "system", size: 13, reader: false, plain: false };

export const settings = createStore<Settings>(() => ({ ...DEFAULTS, ...recall<Partial<Settings>>(KEY, {}) }));

export function changeSettings(change: Partial<Settings>): void {
  settings.setState(change);
  remember(KEY, settings.getState());
  if (change.theme) applyTheme(change.theme);
}

function applyTheme(theme: Settings["theme"]): void {
  const root = document.documentElement;
  root.classList.add("theme-changing");
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  document.dispatchEvent(new Event("gantry:theme"));
  requestAnimationFrame(() => requestAnimationFrame(() => root.classList.remove("theme-changing")));
}

export function isDark(): boolean {
  const { theme } = settings.getState();
  return theme === "dark" || (theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
}

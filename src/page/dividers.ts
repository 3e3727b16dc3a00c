/** Dividers: dragged, moved by arrow keys, Home, End and a double click; their places are kept per width class. */
import { recall, remember } from "../stores/kept.ts";

const KEY = "gantry-dividers";

interface Kind {
  /** The custom property it sets, and its unit. */
  readonly name: string;
  readonly unit: "fr" | "dvh";
  readonly vertical: boolean;
  readonly min: number;
  readonly max: number;
  readonly standard: number;
  /** Where the pointer is, as a value of the property. */
  at(event: PointerEvent, desk: DOMRect): number;
  /** Arrow keys move the line; growing values move it to the right or down when 1. */
  readonly sign: 1 | -1;
}

/** The rest of the row, in fr, that the pane shares with: `share` is its part of the whole. */
const fr = (share: number, rest: number): number => (share / (1 - share)) * rest;

function kindOf(divider: HTMLElement): Kind {
  const free = divider.closest(".desk")?.classList.contains("is-free") ?? false;
  const wide = matchMedia("(min-width: 1400px)").matches;
  if (divider.dataset.divider === "see") {
    const rest = free ? 58 : 74;
    return {
      name: free ? "--see-free" : "--see",
      unit: "fr",
      vertical: true,
      min: 18,
      max: 60,
      standard: free ? 42 : 26,
      sign: -1,
      at: (event, desk) => fr((desk.right - event.clientX) / desk.width, rest),
    };
  }
  if (wide)
    return {
      name: "--prose",
      unit: "fr",
      vertical: true,
      min: 22,
      max: 60,
      standard: 33,
      sign: 1,
      at: (event, desk) => fr((event.clientX - desk.left) / desk.width, 67),
    };
  if (matchMedia("(min-width: 1024px)").matches) {
    return {
      name: "--prose-mid",
      unit: "fr",
      vertical: true,
      min: 25,
      max: 70,
      standard: 38,
      sign: 1,
      at: (event, desk) => fr((event.clientX - desk.left) / desk.width, 62),
    };
  }
  return {
    name: "--dock",
    unit: "dvh",
    vertical: false,
    min: 20,
    max: 75,
    standard: 46,
    sign: -1,
    at: (event, desk) => ((desk.bottom - event.clientY) / innerHeight) * 100,
  };
}

function set(divider: HTMLElement, kind: Kind, value: number): void {
  const kept = Math.round(Math.min(kind.max, Math.max(kind.min, value)) * 10) / 10;
  document.documentElement.style.setProperty(kind.name, `${kept}${kind.unit}`);
  divider.setAttribute("aria-valuenow", String(Math.round(kept)));
  remember(KEY, { ...recall<Record<string, string>>(KEY, {}), [kind.name]: `${kept}${kind.unit}` });
}

function current(kind: Kind): number {
  return Number.parseFloat(document.documentElement.style.getPropertyValue(kind.name)) || kind.standard;
}

/** Makes every divider of the page work; those that persist from page to page are asked once. */
export function enableDividers(): void {
  for (const divider of document.querySelectorAll<HTMLElement>("[data-divider]:not([data-works])")) {
    divider.dataset.works = "";
    const sayWidth = () => {
      const kind = kindOf(divider);
      divider.setAttribute("aria-orientation", kind.vertical ? "vertical" : "horizontal");
      divider.setAttribute("aria-valuemin", String(kind.min));
      divider.setAttribute("aria-valuemax", String(kind.max));
      divider.setAttribute("aria-valuenow", String(Math.round(current(kind))));
    };
    sayWidth();
    divider.addEventListener("focus", sayWidth);
    divider.addEventListener("keydown", (event) => byKey(event, divider));
    divider.addEventListener("dblclick", () => set(divider, kindOf(divider), kindOf(divider).standard));
    divider.addEventListener("pointerdown", (event) => drag(event, divider));
  }
}

function byKey(event: KeyboardEvent, divider: HTMLElement): void {
  const kind = kindOf(divider);
  const step = { ArrowLeft: -2, ArrowRight: 2, ArrowUp: -2, ArrowDown: 2 }[event.key];
  const target = step !== undefined ? current(kind) + step * kind.sign : event.key === "Home" ? kind.min : event.key === "End" ? kind.max : undefined;
  if (target === undefined) return;
  event.preventDefault();
  set(divider, kind, target);
}

function drag(event: PointerEvent, divider: HTMLElement): void {
  const desk = divider.closest(".desk");
  if (!desk) return;
  const kind = kindOf(divider);
  divider.setPointerCapture(event.pointerId);
  desk.classList.add("is-dragging");
  const move = (moved: PointerEvent) => set(divider, kind, kind.at(moved, desk.getBoundingClientRect()));
  divider.addEventListener("pointermove", move);
  divider.addEventListener(
    "lostpointercapture",
    () => {
      divider.removeEventListener("pointermove", move);
      desk.classList.remove("is-dragging");
    },
    { once: true },
  );
}

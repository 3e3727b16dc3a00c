/**
 * Figures of a lesson: static SVG that is put into the page as it stands. What may stand there is listed here; it is read strictly and
 * written anew, so a figure from a stranger holds no script, no style, no address and no colour that a dark page would swallow.
 */
import { LessonError } from "./problem.ts";

const ELEMENTS = new Set([
  "svg",
  "title",
  "desc",
  "g",
  "path",
  "rect",
  "circle",
  "ellipse",
  "line",
  "polyline",
  "polygon",
  "text",
  "tspan",
  "defs",
  "marker",
]);

const ATTRIBUTES = new Set([
  ...["viewBox", "width", "height", "x", "y", "dx", "dy", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "d", "points", "transform"],
  ...["fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-opacity"],
  ...["opacity", "text-anchor", "dominant-baseline", "font-size", "font-weight", "font-family", "font-style", "letter-spacing"],
  ...["marker-start", "marker-mid", "marker-end", "markerWidth", "markerHeight", "markerUnits", "refX", "refY", "orient"],
  ...["id", "class", "aria-labelledby", "role", "xmlns"],
]);

const COLOUR = /^(none|currentColor|context-stroke|context-fill|var\(--[a-z0-9-]+\))$/;
const MARKER = /^url\(#([A-Za-z][\w-]*)\)$/;
const NAME = /^[A-Za-z][\w-]*$/;

interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (Node | string)[];
}

/** The SVG as it goes into the page; ids get `prefix`, so that two figures never share one. Throws `LessonError` at the offending line. */
export function figureSvg(source: string, file: string, prefix: string): string {
  const root = new Reader(source, file).read();
  const child = (name: string) => root.children.find((one): one is Node => typeof one !== "string" && one.name === name);
  for (const name of ["title", "desc"]) {
    if (!child(name) || textOf(child(name) as Node) === "") throw new LessonError(file, 1, `a figure has a <${name}> with words`);
  }
  if (root.attributes.viewBox === undefined) throw new LessonError(file, 1, "a figure has a viewBox");
  const labelled = { ...root, attributes: { ...root.attributes, role: "img", "aria-labelledby": "title desc" }, children: root.children.map(named) };
  return written(labelled, prefix);
}

/** `title` and `desc` of the root are what it is labelled by. */
function named(child: Node | string): Node | string {
  if (typeof child === "string" || !["title", "desc"].includes(child.name)) return child;
  return { ...child, attributes: { id: child.name } };
}

function textOf({ children }: Node): string {
  return children
    .map((child) => (typeof child === "string" ? child : textOf(child)))
    .join("")
    .trim();
}

function written({ name, attributes, children }: Node, prefix: string): string {
  const listed = Object.entries(attributes).flatMap(([key, value]) => (key === "xmlns" ? [] : [` ${key}="${escaped(owned(key, value, prefix))}"`]));
  const inner = children.map((child) => (typeof child === "string" ? escaped(child) : written(child, prefix))).join("");
  return `<${name}${listed.join("")}>${inner}</${name}>`;
}

function owned(key: string, value: string, prefix: string): string {
  if (key === "id") return `${prefix}-${value}`;
  if (key === "aria-labelledby")
    return value
      .split(/\s+/)
      .map((id) => `${prefix}-${id}`)
      .join(" ");
  return value.replace(MARKER, `url(#${prefix}-$1)`);
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** A reader of the little XML that a figure needs: elements, attributes, text, comments. */
class Reader {
  readonly #source: string;
  readonly #file: string;
  #at = 0;

  constructor(source: string, file: string) {
    this.#source = source;
    this.#file = file;
  }

  read(): Node {
    this.#blank();
    const root = this.#element();
    if (root.name !== "svg") this.#fail("a figure is one <svg>");
    this.#blank();
    if (this.#at < this.#source.length) this.#fail("nothing stands after </svg>");
    return root;
  }

  #element(): Node {
    const [, name = ""] = this.#take(/<([A-Za-z][A-Za-z-]*)/y) ?? this.#fail("an element is expected");
    if (!ELEMENTS.has(name)) this.#fail(`<${name}> has no place in a figure`);
    const attributes: Record<string, string> = {};
    for (let found = this.#take(ATTRIBUTE); found; found = this.#take(ATTRIBUTE)) {
      const [, key = "", value = ""] = found;
      attributes[key] = this.#value(key, unescaped(value));
    }
    this.#take(/\s+/y);
    if (this.#take(/\/>/y)) return { name, attributes, children: [] };
    if (!this.#take(/>/y)) this.#fail(`<${name}> is not written as name="value"`);
    return { name, attributes, children: this.#children(name) };
  }

  #value(key: string, value: string): string {
    if (!ATTRIBUTES.has(key)) this.#fail(`the attribute ${key} has no place in a figure`);
    if ((key === "fill" || key === "stroke") && !COLOUR.test(value))
      this.#fail(`${key}="${value}": a colour is none, currentColor or a token of the page, var(--…)`);
    if (key === "id" && !NAME.test(value)) this.#fail(`"${value}" is no id`);
    if (key.startsWith("marker-") && value !== "none" && !MARKER.test(value)) this.#fail(`${key} is url(#id)`);
    if (!key.startsWith("marker-") && /url\s*\(|:\/\/|javascript:|data:/i.test(value) && key !== "xmlns") this.#fail(`${key} holds an address`);
    return value;
  }

  #children(name: string): (Node | string)[] {
    const children: (Node | string)[] = [];
    for (;;) {
      if (this.#take(/<!--[\s\S]*?-->/y)) continue;
      const text = this.#take(/[^<]+/y)?.[0];
      if (text !== undefined) children.push(unescaped(text));
      else if (this.#take(/<\//y)) {
        if (!this.#take(new RegExp(`${name}\\s*>`, "y"))) this.#fail(`<${name}> is not closed`);
        return children;
      } else children.push(this.#element());
    }
  }

  #blank(): void {
    while (this.#take(/\s+|<!--[\s\S]*?-->|<\?xml[^>]*\?>/y));
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source) ?? undefined;
    if (found) this.#at += found[0].length;
    return found;
  }

  #fail(message: string): never {
    throw new LessonError(this.#file, this.#source.slice(0, this.#at).split("\n").length, message);
  }
}

const ATTRIBUTE = /\s+([A-Za-z][A-Za-z-]*)\s*=\s*"([^"<]*)"/y;

function unescaped(text: string): string {
  return text.replace(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}

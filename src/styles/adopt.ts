/** Styles that are made at run time, as constructed sheets: the content security policy allows no style elements and no style attributes. */

/** A sheet of this document whose rules can be replaced at any time. */
export function adoptedSheet(): { readonly sheet: CSSStyleSheet; replace(css: string): void; remove(): void } {
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets.push(sheet);
  return {
    sheet,
    replace: (css) => sheet.replaceSync(css),
    remove: () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    },
  };
}

/**
 * A document for a library that writes style elements: what it writes into them is adopted instead, and style attributes are set
 * through the style object. Everything else is the real document.
 */
export function documentWithAdoptedStyles(): Document {
  return new Proxy(document, {
    get(target, key) {
      if (key === "createElement") return createElement;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
    set: (target, key, value) => Reflect.set(target, key, value, target),
  });
}

/** Runs `work` with a document whose style elements are adopted, for a library that creates some of them through the global document. */
export function whileAdoptingStyles(work: () => void): void {
  document.createElement = createElement as typeof document.createElement;
  try {
    work();
  } finally {
    // Uncovers the prototype's own method again.
    Reflect.deleteProperty(document, "createElement");
  }
}

function createElement(name: string, options?: ElementCreationOptions): HTMLElement {
  if (name === "style") return styleStandIn();
  const element = Document.prototype.createElement.call(document, name, options);
  element.setAttribute = setAttribute;
  return element;
}

function setAttribute(this: HTMLElement, name: string, value: string): void {
  if (name === "style") this.style.cssText = value;
  else Element.prototype.setAttribute.call(this, name, value);
}

/** What an element's markup says, without style attributes in it: they are set through the style objects. */
export function setHtml(element: Element, html: unknown): void {
  element.innerHTML = heldBack(html);
  styleThrough(element);
}

/** As `insertAdjacentHTML`, without style attributes in the markup. */
export function insertHtml(element: Element, where: InsertPosition, html: unknown): void {
  element.insertAdjacentHTML(where, heldBack(html));
  const changed = where === "afterend" || where === "beforebegin" ? element.parentElement : element;
  if (changed) styleThrough(changed);
}

function heldBack(html: unknown): string {
  return String(html).replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/ style=(["'])/g, " data-style=$1"));
}

function styleThrough(root: Element): void {
  for (const element of root.querySelectorAll<HTMLElement>("[data-style]")) {
    element.style.cssText = element.dataset.style ?? "";
    delete element.dataset.style;
  }
}

/**
 * An element that is no style element; text put into it becomes rules, and leaving the document takes them away. Its `sheet` is the
 * adopted one, for libraries that insert single rules.
 */
export function styleStandIn(): HTMLElement {
  const element = Document.prototype.createElement.call(document, "adopted-style");
  element.hidden = true;
  const adopted = adoptedSheet();
  let text = "";
  Object.defineProperty(element, "sheet", { value: adopted.sheet });
  Object.defineProperty(element, "textContent", {
    get: () => text,
    set(css: string) {
      text = css;
      adopted.replace(css);
    },
  });
  element.remove = () => {
    adopted.remove();
    Element.prototype.remove.call(element);
  };
  return element;
}

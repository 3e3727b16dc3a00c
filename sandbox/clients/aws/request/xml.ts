/** Reads the little XML that Query services answer with: elements, text, the five entities. No attributes are kept. */

export interface XmlElement {
  readonly name: string;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function decoded(text: string): string {
  return text.replace(/&(#x[0-9a-fA-F]+|#\d+|\w+);/g, (whole, name: string) => {
    if (name.startsWith("#x")) return String.fromCodePoint(Number.parseInt(name.slice(2), 16));
    if (name.startsWith("#")) return String.fromCodePoint(Number(name.slice(1)));
    return ENTITIES[name] ?? whole;
  });
}

const TOKEN = /<\?[^>]*\?>|<!--[\s\S]*?-->|<(\/?)([^\s/>]+)[^>]*?(\/?)>|([^<]+)/g;

/** The root element, or undefined when the text is not well formed. */
export function parseXml(source: string): XmlElement | undefined {
  interface Open {
    name: string;
    children: XmlElement[];
    text: string;
  }
  const stack: Open[] = [{ name: "", children: [], text: "" }];
  for (const [, closing, name, empty, chars] of source.matchAll(TOKEN)) {
    const top = stack.at(-1);
    if (!top) return undefined;
    if (chars !== undefined) top.text += decoded(chars);
    else if (name === undefined) continue;
    else if (closing) {
      const closed = stack.pop();
      const parent = stack.at(-1);
      if (!closed || !parent || closed.name !== name) return undefined;
      parent.children.push(closed);
    } else if (empty) top.children.push({ name, children: [], text: "" });
    else stack.push({ name, children: [], text: "" });
  }
  return stack.length === 1 ? stack[0]?.children[0] : undefined;
}

export function memberOf(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name);
}

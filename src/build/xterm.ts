/**
 * Fits xterm into the site: it writes the colours of selected text, of true-colour output and of text made more legible as style
 * attributes, which the content security policy forbids. They are set through the style object instead. A version in which the
 * place is gone fails the build.
 */

interface XtermPlugin {
  readonly name: string;
  readonly enforce: "pre";
  transform(code: string, id: string): string | undefined;
}

const MODULE = "/@xterm/xterm/lib/xterm.mjs";
const PLACE = /(\w+)\.setAttribute\("style",(`[^`]*`)\)/g;

export function xtermPlugin(): XtermPlugin {
  return {
    name: "xterm",
    enforce: "pre",
    transform: (code, id) => (id.includes(MODULE) ? throughStyleObject(code) : undefined),
  };
}

/** The module without style attributes. */
export function throughStyleObject(code: string): string {
  const led = code.replaceAll(PLACE, "$1.style.cssText=$2");
  if (led === code) throw new Error(`${MODULE} has changed: look again for where xterm writes styles`);
  return led;
}

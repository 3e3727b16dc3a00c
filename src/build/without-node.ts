/** Mends a library that reaches for a global of Node in the middle of otherwise portable code. */

interface MendingPlugin {
  readonly name: string;
  readonly enforce: "pre";
  transform(code: string, id: string): string | undefined;
}

const NODE_ONLY = 'Uint8Array.from(Buffer.from(char, "UTF-8"))';

/** `dockerfile-ast` looks for a byte order mark through `Buffer`; in the worker the same bytes come from `TextEncoder`. Fails when the library changes. */
export function dockerfileWithoutNode(): MendingPlugin {
  return {
    name: "dockerfile-without-node",
    enforce: "pre",
    transform(code, id) {
      if (!/dockerfile-ast\/lib\/util\.js/.test(id)) return undefined;
      if (!code.includes(NODE_ONLY)) throw new Error(`${id} has changed: look again for what of Node it uses`);
      return code.replace(NODE_ONLY, "new TextEncoder().encode(char)");
    },
  };
}

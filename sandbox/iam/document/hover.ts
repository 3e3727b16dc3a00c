/** What the thing under the pointer means: an action, an element, an operator, a condition key. */
import type { Node } from "jsonc-parser";
import type { ActionFacts } from "../data/services.ts";
import { actionsOf, conditionKey } from "./facts.ts";
import { actionNote, ELEMENT_NOTES, keyNote, operatorNote } from "./notes.ts";
import { rangeOf, readTree } from "./tree.ts";
import { documentView, type StatementView } from "./view.ts";

export interface Hover {
  readonly from: number;
  readonly to: number;
  /** The thing's own name. */
  readonly title: string;
  /** One or two sentences. */
  readonly body: string;
}

function at(node: Node, offset: number): boolean {
  return node.offset <= offset && offset < node.offset + node.length;
}

function levelsOf(found: readonly ActionFacts[]): string {
  return [...new Set(found.map(({ level }) => level))].join(", ");
}

function actionBody(entry: string): string {
  const note = actionNote(entry);
  const found = actionsOf(entry);
  if (!found.length || note === "") return note;
  if (/[*?]/.test(entry)) return `${note} Access: ${levelsOf(found)}.`;
  const [one] = found as readonly [ActionFacts];
  const on = one.resources.length ? one.resources.map((name) => name.replaceAll("-", " ")).join(" or ") : "Resource * only";
  return note.startsWith(`${one.level}, on `) ? note : `${note} Access: ${one.level}. On: ${on}.`;
}

function inStatement({ actions, conditions }: StatementView, offset: number): Hover | undefined {
  const action = actions.find(({ node }) => at(node, offset));
  if (action) return { ...rangeOf(action.node), title: action.text, body: actionBody(action.text) };
  for (const { operator, key } of conditions) {
    if (at(operator.node, offset)) return { ...rangeOf(operator.node), title: operator.text, body: operatorNote(operator.text) };
    if (at(key.node, offset)) {
      const type = conditionKey(key.text)?.type;
      return { ...rangeOf(key.node), title: key.text, body: `${keyNote(key.text)}${type ? ` Type ${type}.` : ""}` };
    }
  }
  return undefined;
}

/** The name of an element, or a word that has a meaning of its own. */
function elementAt(root: Node, offset: number): Node | undefined {
  let found: Node | undefined;
  const visit = (node: Node) => {
    if (!at(node, offset)) return;
    if (node.type === "string") found = node;
    for (const child of node.children ?? []) visit(child);
  };
  visit(root);
  return found;
}

/** What to show for the place; undefined where there is nothing to say. Never throws, whatever the text. */
export function hoverPolicy(text: string, offset: number): Hover | undefined {
  const { root } = readTree(text);
  if (!root) return undefined;
  for (const statement of documentView(text, root, "identity").statements) {
    const found = at(statement.node, offset) ? inStatement(statement, offset) : undefined;
    if (found) return found.body === "" ? undefined : found;
  }
  const node = elementAt(root, offset);
  const word = String(node?.value ?? "");
  const body = Object.hasOwn(ELEMENT_NOTES, word) ? ELEMENT_NOTES[word] : undefined;
  return node && body ? { ...rangeOf(node), title: word, body } : undefined;
}

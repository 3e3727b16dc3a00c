/** Collects problems, and makes the edits that would mend them. */
import type { Fix, Problem, Severity } from "./problem.ts";
import { type Member, type Node, type Range, rangeOf } from "./tree.ts";

export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly why: string;
  readonly at: Node | Range;
  readonly fixes?: readonly (Fix | undefined)[];
}

export class Report {
  readonly #text: string;
  readonly #problems: Problem[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  add({ at, fixes = [], ...finding }: Finding): void {
    const { from, to } = "offset" in at ? rangeOf(at) : at;
    this.#problems.push({ ...finding, from, to, fixes: fixes.filter((fix) => fix !== undefined) });
  }

  /** In the order of the text; the graver first where two begin at the same place. */
  get problems(): readonly Problem[] {
    const rank: Readonly<Record<Severity, number>> = { error: 0, security: 1, warning: 2, suggestion: 3 };
    return [...this.#problems].sort((a, b) => a.from - b.from || rank[a.severity] - rank[b.severity] || a.to - b.to);
  }

  /** Puts another text in the place of a value or name. */
  replace(node: Node, text: string): Fix {
    return { label: `Change to ${text}`, edits: [{ ...rangeOf(node), text: JSON.stringify(text) }] };
  }

  /** Another operator for a condition; none where other keys of the same operator would change with it. */
  changeOperator(operator: Node, text: string): Fix | undefined {
    const [, keys] = operator.parent?.children ?? [];
    return keys?.children?.length === 1 ? this.replace(operator, text) : undefined;
  }

  /** Takes a member or an entry of a list out, with one of its commas. */
  remove(node: Node, label: string): Fix {
    let { from, to } = rangeOf(node);
    const after = /^\s*,/.exec(this.#text.slice(to));
    const before = /,\s*$/.exec(this.#text.slice(0, from));
    if (before) from -= before[0].length;
    else if (after) to += after[0].length + (/^[ \t]*\n?[ \t]*/.exec(this.#text.slice(to + after[0].length))?.[0].length ?? 0);
    return { label, edits: [{ from, to, text: "" }] };
  }

  /** Takes an entry out of its list; a lone value cannot be taken out. */
  removeEntry(node: Node, label: string): Fix | undefined {
    const { parent } = node;
    return parent?.type === "array" && (parent.children?.length ?? 0) > 1 ? this.remove(node, label) : undefined;
  }

  /** Puts a member in at the beginning of an object. */
  insert(object: Node, member: string, label: string): Fix {
    const at = object.offset + 1;
    const gap = /^\s*/.exec(this.#text.slice(at))?.[0] ?? "";
    const rest = this.#text.slice(at + gap.length)[0] === "}" ? "" : ",";
    return { label, edits: [{ from: at, to: at, text: `${gap || " "}${member}${rest}${gap ? "" : " "}` }] };
  }
}

/** Where to point for what a statement lacks: its Sid, else its first element, else all of it. */
export function headOf(node: Node, members: readonly Member[]): Range {
  const sid = members.find(({ name }) => name === "Sid") ?? members[0];
  return rangeOf(sid?.name === "Sid" ? sid.node : (sid?.key ?? node));
}

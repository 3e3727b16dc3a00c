/** House style for lesson prose (DESIGN §9): no "simply", no exclamation marks, sentences under 30 words, names with colons in backticks. */

import type { Nodes, Root, RootContent } from "mdast";
import { toString as textOf } from "mdast-util-to-string";
import remarkDirective from "remark-directive";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";

/** Words in a sentence at most. */
const LONGEST = 29;
const BANNED = ["simply", "just", "easy", "easily", "obviously", "of course", "please note"];

/** Faults by file and line; `files` as they lie on disk. */
export function lintLesson(files: Readonly<Record<string, string>>): string[] {
  const prose = Object.entries(files).filter(([path]) => path.endsWith(".md"));
  return prose.flatMap(([path, text]) => lintMarkdown(text).map(({ line, fault }) => `${path}:${line}: ${fault}`));
}

interface Fault {
  readonly line: number;
  readonly fault: string;
}

function lintMarkdown(source: string): Fault[] {
  const front = /^---\n[\s\S]*?\n---\n/.exec(source)?.[0] ?? "";
  const body = "\n".repeat(front.split("\n").length - 1) + source.slice(front.length);
  const tree = unified().use(remarkParse).use(remarkGfm).use(remarkDirective).parse(body);
  return [...blocksOf(tree).flatMap(lintBlock), ...dataFaults(tree)];
}

/** Paragraphs, headings and cells: what is read as one piece. */
function blocksOf(node: Root | RootContent): RootContent[] {
  if (node.type === "paragraph" || node.type === "heading" || node.type === "tableCell") return [node];
  return "children" in node ? (node.children as RootContent[]).flatMap(blocksOf) : [];
}

function lintBlock(node: RootContent): Fault[] {
  const line = node.position?.start.line ?? 0;
  const directive = find(node, "textDirective");
  const faults: Fault[] = directive
    ? [{ line, fault: `a colon and a name (\`:${(directive as { name?: string }).name}\`) belong in backticks` }]
    : [];
  return [...faults, ...lintText(words(node)).map((fault) => ({ line, fault }))];
}

/** Sentences of hints, goals and questions, which are data. */
function dataFaults(node: Root | RootContent): Fault[] {
  if (node.type === "code" && node.lang === "yaml" && /^(check|hints|predict)/.test(node.meta ?? "")) {
    return node.value.split("\n").flatMap((line, index) => {
      const said = /^\s*-? ?(?:say|nudge|where|shape|goal|else|ask|why|text|stem): (.+)$/.exec(line)?.[1];
      return said === undefined
        ? []
        : lintText(said.replace(/`[^`]*`/g, "x")).map((fault) => ({ line: (node.position?.start.line ?? 0) + index + 1, fault }));
    });
  }
  return "children" in node ? (node.children as RootContent[]).flatMap(dataFaults) : [];
}

function lintText(text: string): string[] {
  const faults = BANNED.filter((word) => new RegExp(`\\b${word}\\b`, "i").test(text)).map((word) => `"${word}" says nothing`);
  if (/[a-z]!(\s|$)/i.test(text)) faults.push("no exclamation marks");
  for (const sentence of text.split(/(?<=[.?:;])\s+/)) {
    const count = sentence.split(/\s+/).filter((word) => /\w/.test(word)).length;
    if (count > LONGEST) faults.push(`a sentence of ${count} words: ${sentence.slice(0, 40)}…`);
  }
  return faults;
}

/** Text of a block; code counts as one word and is not read. */
function words(node: Nodes): string {
  if (node.type === "inlineCode") return "x";
  return "children" in node ? node.children.map(words).join("") : textOf(node);
}

function find(node: Nodes, type: string): Nodes | undefined {
  if (node.type === type) return node;
  if (!("children" in node)) return undefined;
  for (const child of node.children) {
    const found = find(child, type);
    if (found) return found;
  }
  return undefined;
}

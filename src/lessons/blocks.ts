/** Fences that are shown: run blocks, transcripts, plain code. */

import type { Element, ElementContent } from "hast";
import type { Code } from "mdast";
import type { Block } from "./engine.ts";
import { shellSpans, transcriptSpans } from "./highlight.ts";
import { LessonError } from "./problem.ts";

export interface Shown {
  readonly element: Element;
  readonly block?: Block;
}

/** A fence as HTML and, when it can be played, as commands. */
export function shownFence(node: Code, file: string, task: string | undefined, after: number): Shown {
  const words = (node.meta ?? "").split(/\s+/).filter(Boolean);
  const at = node.position?.start.line ?? 1;
  const place = { at, after, ...(task === undefined ? {} : { task }) };
  if (node.lang === "sh" && words.includes("run")) {
    const exit = Number(words.find((word) => word.startsWith("exit="))?.slice(5) ?? 0);
    const block: Block = { kind: "run", lines: commandsOf(node.value), exit, type: words.includes("type"), ...place };
    return { block, element: runBlock(node.value, block, task) };
  }
  if (node.lang === "console")
    return { block: { kind: "console", steps: stepsOf(node.value, file, at), ...place }, element: pre("console", transcriptSpans(node.value)) };
  const spans: ElementContent[] = node.lang === "sh" || node.lang === "bash" ? shellSpans(node.value) : [{ type: "text", value: node.value }];
  return { element: pre(`language-${node.lang ?? "text"}`, spans) };
}

function runBlock(value: string, { exit, type }: Extract<Block, { kind: "run" }>, task: string | undefined): Element {
  return {
    type: "element",
    tagName: "div",
    properties: {
      className: ["run"],
      dataRun: value,
      dataExit: String(exit),
      ...(task === undefined ? {} : { dataTask: task }),
      ...(type ? { dataType: "" } : {}),
    },
    children: [pre("language-sh", shellSpans(value))],
  };
}

/** `tabIndex`: a wide block scrolls, and a keyboard must reach it. */
function pre(name: string, children: ElementContent[]): Element {
  return {
    type: "element",
    tagName: "pre",
    properties: { tabIndex: 0, className: [name] },
    children: [{ type: "element", tagName: "code", properties: {}, children }],
  };
}

/** Lines as they are typed; after a trailing backslash a line belongs to the one before. */
export function commandsOf(text: string): string[] {
  const commands: string[] = [];
  for (const line of text.split("\n")) {
    const open = commands.at(-1)?.endsWith("\\");
    if (open) commands[commands.length - 1] += `\n${line}`;
    else if (line.trim() !== "" && !line.startsWith("#")) commands.push(line);
  }
  return commands;
}

function stepsOf(text: string, file: string, at: number): { command: string; output: string[] }[] {
  const steps: { command: string; output: string[] }[] = [];
  for (const line of text.split("\n")) {
    if (line.startsWith("$ ")) steps.push({ command: line.slice(2), output: [] });
    else if (steps.length === 0) throw new LessonError(file, at + 1, "a transcript begins with a `$` line");
    else steps.at(-1)?.output.push(line);
  }
  return steps;
}

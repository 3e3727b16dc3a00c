/** Shell text as spans with classes: comments, strings, variables. Minimal on purpose; no style attribute ever. */
import type { ElementContent } from "hast";

const TOKEN = /(#[^\n]*)|('[^']*'|"(?:\\.|[^"\\])*")|(\$[A-Za-z_]\w*|\$\{[^}]*\})/g;

export function shellSpans(text: string): ElementContent[] {
  const spans: ElementContent[] = [];
  let last = 0;
  for (const match of text.matchAll(TOKEN)) {
    const start = match.index;
    // A hash inside a word is no comment.
    if (match[1] !== undefined && start > 0 && !/\s/.test(text[start - 1] as string)) continue;
    if (start > last) spans.push({ type: "text", value: text.slice(last, start) });
    spans.push(span(match[1] !== undefined ? "tok-comment" : match[2] !== undefined ? "tok-string" : "tok-variable", match[0]));
    last = start + match[0].length;
  }
  if (last < text.length) spans.push({ type: "text", value: text.slice(last) });
  return spans;
}

/** A transcript: prompts, commands and output apart. */
export function transcriptSpans(text: string): ElementContent[] {
  return text.split("\n").flatMap((line, index): ElementContent[] => {
    const newline: ElementContent[] = index === 0 ? [] : [{ type: "text", value: "\n" }];
    if (line.startsWith("$ ")) return [...newline, span("prompt", "$ "), { ...span("typed", ""), children: shellSpans(line.slice(2)) }];
    return [...newline, span("printed", line)];
  });
}

function span(name: string, value: string): Extract<ElementContent, { type: "element" }> {
  return { type: "element", tagName: "span", properties: { className: [name] }, children: value === "" ? [] : [{ type: "text", value }] };
}

/** What the HTML of lessons may hold: prose, our classes and data attributes; no style, no script, no form. */

import type { Root } from "hast";
import rehypeSanitize, { defaultSchema } from "rehype-sanitize";
import rehypeStringify from "rehype-stringify";
import { unified } from "unified";

const OURS = ["className", "id", "hidden", "tabIndex", "title", "lang", "dir", "data*", "ariaLabel", "ariaHidden", "ariaLabelledBy", "role"];

const SCHEMA: typeof defaultSchema = {
  ...defaultSchema,
  clobberPrefix: "",
  tagNames: [...(defaultSchema.tagNames ?? []), "section", "aside", "figure", "figcaption", "button"],
  attributes: {
    ...defaultSchema.attributes,
    "*": OURS,
    a: ["href", "rel", ...OURS],
    button: [["type", "button"], ...OURS],
    section: OURS,
    li: OURS,
    ul: OURS,
    code: OURS,
  },
  protocols: { href: ["https", "http"] },
  strip: ["script", "style"],
};

const processor = unified().use(rehypeSanitize, SCHEMA).use(rehypeStringify);

/** Safe HTML of a tree. */
export function safeHtml(tree: Root): string {
  return processor.stringify(processor.runSync(tree) as Root);
}

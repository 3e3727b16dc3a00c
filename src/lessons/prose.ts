/** A lesson's Markdown as safe HTML and data (FORMAT §2): directives are containers only, everything else with a colon is text. */
import type { Element, ElementContent, Root as HtmlRoot } from "hast";
import type { Code, Heading, Image, Link, Nodes, Paragraph, Parents, Root, RootContent } from "mdast";
import type { ContainerDirective } from "mdast-util-directive";
import type { State } from "mdast-util-to-hast";
import { toString as textOf } from "mdast-util-to-string";
import remarkDirective from "remark-directive";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import { shownFence } from "./blocks.ts";
import { type Block, type Check, goalOf, type Hint, type Predict, type Task } from "./engine.ts";
import { figureSvg } from "./figure.ts";
import type { Glossary } from "./glossary.ts";
import { LessonError } from "./problem.ts";
import { safeHtml } from "./safe.ts";
import { checksOf, dataKind, hintsOf, predictOf, type Validate } from "./task.ts";

export interface ProseOptions {
  readonly file: string;
  readonly glossary: Glossary;
  /** Slugs of lessons that exist; links to others become plain text. */
  readonly lessons: ReadonlySet<string>;
  /** Address of a lesson's page, relative to another lesson's. */
  readonly href: (slug: string) => string;
  readonly validate?: Validate;
  /** Text of a file beside `lesson.md`, for figures. */
  readonly beside?: (path: string) => string | undefined;
}

export interface Prose {
  readonly html: string;
  readonly headings: readonly { readonly id: string; readonly text: string; readonly depth: number }[];
  readonly tasks: readonly Task[];
  readonly predicts: readonly Predict[];
  readonly blocks: readonly Block[];
}

const CALLOUTS: Readonly<Record<string, string>> = { note: "Note", trap: "Trap", exam: "In the exam" };

/** The tree of a lesson; text and leaf directives are back in their source characters. */
function markdownTree(source: string): Root {
  const tree = unified().use(remarkParse).use(remarkGfm).use(remarkDirective).parse(source);
  asWritten(tree, source);
  return tree;
}

export function parseProse(source: string, options: ProseOptions): Prose {
  return new Reader(options).read(markdownTree(source));
}

/** Directives of the two small kinds were only a colon in prose (`web:latest`, `10:30`). */
function asWritten(node: Parents, source: string): void {
  node.children = node.children.map((child): RootContent => {
    const from = child.position?.start.offset;
    const to = child.position?.end.offset;
    if (child.type === "textDirective") return { type: "text", value: source.slice(from, to) };
    if (child.type === "leafDirective") return { type: "paragraph", children: [{ type: "text", value: source.slice(from, to) }] };
    if ("children" in child) asWritten(child, source);
    return child;
  }) as typeof node.children;
}

class Reader {
  readonly #options: ProseOptions;
  readonly #headings: { id: string; text: string; depth: number }[] = [];
  readonly #tasks: Task[] = [];
  readonly #predicts: Predict[] = [];
  readonly #blocks: Block[] = [];
  readonly #ids = new Set<string>();
  readonly #figures: string[] = [];
  #task: string | undefined;

  constructor(options: ProseOptions) {
    this.#options = options;
  }

  read(tree: Root): Prose {
    const handlers = {
      containerDirective: (state: State, node: ContainerDirective) => this.#container(state, node),
      code: (_state: State, node: Code) => this.#fence(node),
      link: (state: State, node: Link) => this.#link(state, node),
      heading: (state: State, node: Heading) => this.#heading(state, node),
      html: (_state: State, node: Nodes) => this.#fail(node, "HTML is text here: write it in backticks"),
      image: (_state: State, node: Image) => this.#fail(node, "a figure stands in a paragraph of its own"),
      paragraph: (state: State, node: Paragraph) => this.#paragraph(state, node),
    };
    const html = unified().use(remarkRehype, { handlers }).runSync(tree) as HtmlRoot;
    return { html: this.#html(html), headings: this.#headings, tasks: this.#tasks, predicts: this.#predicts, blocks: this.#blocks };
  }

  /** Safe HTML, with the figures in their places: they have been read by a stricter rule of their own. */
  #html(tree: HtmlRoot): string {
    return safeHtml(tree).replace(
      /<figure class="figure" data-figure="(\d+)">/g,
      (place, index: string) => place + (this.#figures[Number(index)] ?? ""),
    );
  }

  #paragraph(state: State, node: Paragraph): Element {
    const only = node.children[0];
    if (node.children.length === 1 && only?.type === "image") return this.#figure(only);
    return element("p", {}, state.all(node) as ElementContent[]);
  }

  #figure(node: Image): Element {
    const { url, alt } = node;
    if (!/^figures\/[a-z0-9-]+\.svg$/.test(url)) return this.#fail(node, `a figure lies in figures/ and ends in .svg: ${url}`);
    if (!alt) return this.#fail(node, "a figure has a text beside it: ![what it shows](figures/name.svg)");
    const source = this.#options.beside?.(url);
    if (source === undefined) return this.#fail(node, `there is no ${url}`);
    const name = url.slice("figures/".length, -".svg".length);
    const index = this.#figures.push(figureSvg(source, this.#options.file.replace(/lesson\.md$/, url), this.#unique(`figure-${name}`))) - 1;
    return element("figure", { className: ["figure"], dataFigure: String(index) }, [element("figcaption", {}, [{ type: "text", value: alt }])]);
  }

  #container(state: State, node: ContainerDirective): Element {
    switch (node.name) {
      case "task":
        return this.#taskSection(state, node);
      case "predict":
        return this.#prediction(node);
      case "callout":
        return this.#callout(state, node);
      case "compare":
        return this.#compare(state, node);
      case "real":
        return element("aside", { className: ["real"] }, [title("Now on real AWS"), ...this.#all(state, node)]);
      case "teach":
        return element("aside", { className: ["teach"], hidden: true }, [title("For the teacher"), ...this.#all(state, node)]);
      default:
        return this.#fail(node, `unknown container "${node.name}"`);
    }
  }

  #taskSection(state: State, node: ContainerDirective): Element {
    const { id, title: name, needs = "", optional } = node.attributes ?? {};
    if (!id || !name) return this.#fail(node, "a task has an #id and a title");
    if (this.#task !== undefined) return this.#fail(node, "a task stands in no other task");
    const fences = node.children.filter((child): child is Code => child.type === "code");
    const checks = this.#fenceOf(node, fences, "check", (fence) => checksOf(fence, this.#options.file, this.#options.validate)) as Check[];
    const hints = this.#fenceOf(node, fences, "hints", (fence) => hintsOf(fence, this.#options.file, this.#options.validate)) as Hint[];
    this.#task = id;
    node.children = node.children.filter((child) => !(child.type === "code" && dataKind(child)));
    const body = this.#all(state, node);
    this.#task = undefined;
    const goals = checks.map(goalOf);
    const task = {
      id,
      title: name,
      needs: needs?.split(/\s+/).filter(Boolean) ?? [],
      optional: optional !== undefined,
      html: this.#html({ type: "root", children: body }),
      checks,
      goals,
      hints,
    };
    this.#tasks.push(task);
    const heading = element("h3", { className: ["task-title"], id: this.#unique(`task-${id}`) }, [{ type: "text", value: name }]);
    const list = element(
      "ul",
      {},
      goals.map((goal) => element("li", {}, inline(goal))),
    );
    return element("section", { className: ["task"], dataTask: id, ariaLabelledBy: [`task-${id}`] }, [
      heading,
      element("div", { className: ["task-body"] }, body),
      element("div", { className: ["task-goals"], dataGoals: id }, [list]),
    ]);
  }

  #fenceOf(node: Nodes, fences: readonly Code[], kind: string, read: (fence: Code) => unknown): unknown {
    const found = fences.filter((fence) => dataKind(fence) === kind);
    if (found.length !== 1) return this.#fail(node, `a task has one fence \`yaml ${kind}\``);
    return read(found[0] as Code);
  }

  #prediction(node: ContainerDirective): Element {
    const id = node.attributes?.id;
    const fence = node.children.find((child): child is Code => child.type === "code" && dataKind(child) === "predict");
    if (!id || !fence) return this.#fail(node, "a prediction has an #id and a fence `yaml predict`");
    const predict = predictOf(
      fence,
      this.#options.file,
      { id, after: this.#tasks.length, ...(this.#task === undefined ? {} : { task: this.#task }) },
      this.#options.validate,
    );
    this.#predicts.push(predict);
    const options = predict.options.map(({ key, text, right, why }) =>
      element("li", { dataOption: key }, [
        element("details", { className: right ? ["predict-option", "is-right"] : ["predict-option"] }, [
          element("summary", {}, inline(text)),
          element("p", { className: ["predict-why"] }, inline(why)),
        ]),
      ]),
    );
    return element("div", { className: ["predict"], dataPredict: id, dataRun: predict.run.join("\n") }, [
      element("p", { className: ["predict-stem"] }, inline(predict.stem)),
      element("ul", { className: ["predict-options"] }, options),
    ]);
  }

  #callout(state: State, node: ContainerDirective): Element {
    const kind = node.attributes?.kind ?? "note";
    if (!(kind in CALLOUTS)) return this.#fail(node, `unknown kind of callout "${kind}": note, trap or exam`);
    return element("aside", { className: ["callout", `callout-${kind}`] }, [
      title(node.attributes?.title ?? CALLOUTS[kind] ?? ""),
      ...this.#all(state, node),
    ]);
  }

  #compare(state: State, node: ContainerDirective): Element {
    const { left, right } = node.attributes ?? {};
    const sides = this.#all(state, node).filter((child): child is Element => child.type === "element");
    if (!left || !right || sides.length !== 2) return this.#fail(node, "a comparison has left, right and two blocks");
    const figures = [left, right].map((caption, index) =>
      element("figure", {}, [element("figcaption", {}, [{ type: "text", value: caption }]), sides[index] as Element]),
    );
    return element("div", { className: ["compare"] }, figures);
  }

  #fence(node: Code): Element {
    if (dataKind(node)) return this.#fail(node, `a fence \`yaml ${node.meta}\` stands in its container only`);
    const { element: shown, block } = shownFence(node, this.#options.file, this.#task, this.#tasks.length);
    if (block) this.#blocks.push(block);
    return shown;
  }

  #link(state: State, node: Link): Element | ElementContent[] {
    const [scheme, target = ""] = node.url.split(/:(.*)/s);
    const children = state.all(node);
    if (scheme === "term") {
      const term = this.#options.glossary.get(target);
      return term
        ? element("a", { className: ["term"], dataTerm: target, tabIndex: 0, title: term.says }, children)
        : this.#fail(node, `unknown term "${target}": add it to docs/glossary.md`);
    }
    if (scheme === "lesson") {
      if (!this.#options.lessons.has(target)) return children;
      return element("a", { dataLesson: target, href: this.#options.href(target) }, children);
    }
    if (scheme === "panel") return element("button", { type: "button", className: ["panel-link"], dataPanel: target }, children);
    return element("a", { href: node.url, rel: ["noopener"] }, children);
  }

  #heading(state: State, node: Heading): Element {
    const text = textOf(node);
    const id = this.#unique(slug(text));
    this.#headings.push({ id, text, depth: node.depth });
    return element(`h${node.depth}`, { id }, state.all(node));
  }

  #all(state: State, node: ContainerDirective): ElementContent[] {
    return state.all(node) as ElementContent[];
  }

  #unique(wanted: string): string {
    let id = wanted;
    for (let count = 2; this.#ids.has(id); count++) id = `${wanted}-${count}`;
    this.#ids.add(id);
    return id;
  }

  #fail(node: Nodes, message: string): never {
    throw new LessonError(this.#options.file, node.position?.start.line ?? 1, message);
  }
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
}

function title(text: string): Element {
  return element("p", { className: ["aside-title"] }, [{ type: "text", value: text }]);
}

/** `code` in backticks and the text around it. */
function inline(text: string): ElementContent[] {
  return text
    .split(/(`[^`]+`)/)
    .filter(Boolean)
    .map((piece) =>
      piece.startsWith("`") && piece.endsWith("`") && piece.length > 2
        ? element("code", {}, [{ type: "text", value: piece.slice(1, -1) }])
        : { type: "text", value: piece },
    );
}

function element(tagName: string, properties: Element["properties"], children: ElementContent[]): Element {
  return { type: "element", tagName, properties, children };
}

/**
 * JSON for Monaco: colours, brackets, and the providers of completion, quick fixes and hovers. What they say comes from the policy's own
 * checks. Monaco's JSON service is not loaded: it would say the same things again, and costs 230 kB compressed.
 */
import { type editor, languages, MarkerSeverity, Range } from "monaco-editor/editor";
import type { Completion, Fix, Hover, Problem, Severity } from "../../sandbox/policy.ts";

/** What is known about the text of a model. */
export interface Knowledge {
  readonly problems: readonly Problem[];
  complete(text: string, offset: number): Completion | undefined;
  /** What stands at a place. */
  hover(text: string, offset: number): Hover | undefined;
}

const LANGUAGE = "policy";
const known = new Map<editor.ITextModel, () => Knowledge>();

/** Tells the providers where to ask about a model; returns what makes them forget. */
export function know(model: editor.ITextModel, knowledge: () => Knowledge): () => void {
  register();
  known.set(model, knowledge);
  return () => known.delete(model);
}

let isRegistered = false;

/** Makes the language known to Monaco, once. */
export function register(): string {
  if (isRegistered) return LANGUAGE;
  isRegistered = true;
  languages.register({ id: LANGUAGE });
  languages.setLanguageConfiguration(LANGUAGE, {
    brackets: [
      ["{", "}"],
      ["[", "]"],
    ],
    autoClosingPairs: [
      { open: "{", close: "}", notIn: ["string"] },
      { open: "[", close: "]", notIn: ["string"] },
      { open: '"', close: '"', notIn: ["string"] },
    ],
    // An ARN or an action is one word.
    wordPattern: /[^\s"{}[\],]+/,
  });
  languages.setMonarchTokensProvider(LANGUAGE, {
    tokenizer: {
      root: [
        [/"(?:[^"\\]|\\.)*"(?=\s*:)/, "key"],
        [/"(?:[^"\\]|\\.)*"/, "string"],
        [/"(?:[^"\\]|\\.)*$/, "string.open"],
        [/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/, "number"],
        [/\b(?:true|false|null)\b/, "keyword"],
        [/[{}[\]]/, "delimiter.bracket"],
        [/[,:]/, "delimiter"],
      ],
    },
  });
  languages.registerCompletionItemProvider(LANGUAGE, { triggerCharacters: ['"', ":", "/"], provideCompletionItems: complete });
  languages.registerCodeActionProvider(LANGUAGE, { provideCodeActions: fixes });
  languages.registerHoverProvider(LANGUAGE, { provideHover: hover });
  return LANGUAGE;
}

/** Offsets as a place in a model. */
export function rangeOf(model: editor.ITextModel, from: number, to: number): Range {
  return Range.fromPositions(model.getPositionAt(from), model.getPositionAt(to));
}

const KINDS: Record<Completion["options"][number]["kind"], languages.CompletionItemKind> = {
  element: languages.CompletionItemKind.Property,
  action: languages.CompletionItemKind.Function,
  key: languages.CompletionItemKind.Field,
  operator: languages.CompletionItemKind.Operator,
  principal: languages.CompletionItemKind.User,
  resource: languages.CompletionItemKind.Reference,
  value: languages.CompletionItemKind.Value,
};

const complete: languages.CompletionItemProvider["provideCompletionItems"] = (model, position) => {
  const found = known.get(model)?.().complete(model.getValue(), model.getOffsetAt(position));
  if (!found) return { suggestions: [] };
  const range = rangeOf(model, found.from, found.to);
  return {
    suggestions: found.options.map(({ label, text, note, kind }, index) => ({
      label: { label, description: note },
      kind: KINDS[kind],
      insertText: text,
      filterText: text,
      sortText: String(index).padStart(5, "0"),
      range,
    })),
  };
};

const fixes: languages.CodeActionProvider["provideCodeActions"] = (model, range, context) => {
  const problems = known.get(model)?.().problems ?? [];
  const here = problems.filter(({ from, to }) => Range.areIntersectingOrTouching(rangeOf(model, from, to), range));
  return {
    actions: here.flatMap((problem) =>
      problem.fixes.map((fix, index) => ({
        title: fix.label,
        kind: "quickfix",
        diagnostics: context.markers.filter(({ message }) => message.startsWith(problem.message)),
        isPreferred: index === 0,
        edit: { edits: editsOf(model, fix).map((textEdit) => ({ resource: model.uri, versionId: model.getVersionId(), textEdit })) },
      })),
    ),
    dispose: () => undefined,
  };
};

function editsOf(model: editor.ITextModel, { edits }: Fix): languages.TextEdit[] {
  return edits.map(({ from, to, text }) => ({ range: rangeOf(model, from, to), text }));
}

const hover: languages.HoverProvider["provideHover"] = (model, position) => {
  const found = known.get(model)?.().hover(model.getValue(), model.getOffsetAt(position));
  return (
    found && { range: rangeOf(model, found.from, found.to), contents: [{ value: `**${escaped(found.title)}**` }, { value: escaped(found.body) }] }
  );
};

/** Plain words as Markdown. */
function escaped(words: string): string {
  return words.replace(/[\\`*_{}[\]()#+\-.!|<>~]/g, "\\$&");
}

const SEVERITIES: Record<Severity, MarkerSeverity> = {
  error: MarkerSeverity.Error,
  security: MarkerSeverity.Warning,
  warning: MarkerSeverity.Warning,
  suggestion: MarkerSeverity.Info,
};

/** Problems as Monaco underlines them. */
export function markersOf(model: editor.ITextModel, problems: readonly Problem[]): editor.IMarkerData[] {
  return problems.map(({ code, severity, message, why, from, to }) => {
    const { startLineNumber, startColumn, endLineNumber, endColumn } = rangeOf(model, from, Math.max(to, from + 1));
    return { code, severity: SEVERITIES[severity], message: `${message} ${why}`, startLineNumber, startColumn, endLineNumber, endColumn };
  });
}

/** The host of Monaco: an editor of one text, and a comparison of two. Loaded when a policy is first edited. */
import { editor } from "monaco-editor/editor";
import EditorWorker from "monaco-editor/editor/editor.worker?worker";
import { useTheme } from "./colours.ts";
import "./features.ts";
import { type Knowledge, know, markersOf, rangeOf, register } from "./language.ts";

export type { Knowledge } from "./language.ts";

export interface CodeEditorOptions {
  readonly text: string;
  /** Where the cursor stands at first, as an offset. */
  readonly cursor: number;
  /** What a screen reader calls it. */
  readonly label: string;
  readonly isDark: boolean;
  knowledge(): Knowledge;
  changed(text: string): void;
  /** The cursor has moved: its offset. */
  moved(offset: number): void;
}

export interface CodeEditor {
  focus(): void;
  select(from: number, to: number): void;
  /** Changes the text as one step that Ctrl-Z takes back. */
  edit(edits: readonly { readonly from: number; readonly to: number; readonly text: string }[]): void;
  /** Underlines the problems that `knowledge` has now. */
  showProblems(): void;
  recolour(isDark: boolean): void;
  close(): void;
}

declare global {
  interface Window {
    MonacoEnvironment?: { getWorker(): Worker; createTrustedTypesPolicy(): undefined };
  }
}

const LOOK = {
  automaticLayout: true,
  fontFamily: '"Iosevka", ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", monospace',
  fontSize: 13,
  lineHeight: 21,
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  overviewRulerLanes: 0,
  renderLineHighlightOnlyWhenFocus: false,
  fixedOverflowWidgets: true,
} as const;

/** Opens an editor inside `host`. */
export function openCodeEditor(host: HTMLElement, options: CodeEditorOptions): CodeEditor {
  prepare();
  const model = editor.createModel(options.text, register());
  model.updateOptions({ tabSize: 2, insertSpaces: true });
  const forget = know(model, options.knowledge);
  useTheme(host, options.isDark);
  const code = editor.create(host, {
    ...LOOK,
    model,
    ariaLabel: options.label,
    padding: { top: 8, bottom: 16 },
    quickSuggestions: { strings: true, other: true, comments: false },
    suggest: { showStatusBar: false, preview: false },
    wordBasedSuggestions: "off",
    occurrencesHighlight: "off",
    links: false,
    contextmenu: false,
    lineNumbersMinChars: 4,
    // A dimmed last number would be too pale to read.
    renderFinalNewline: "on",
    stickyScroll: { enabled: false },
  });
  code.setPosition(model.getPositionAt(options.cursor));
  model.onDidChangeContent(() => options.changed(model.getValue()));
  code.onDidChangeCursorPosition(({ position }) => options.moved(model.getOffsetAt(position)));
  return {
    focus: () => code.focus(),
    select(from, to) {
      const range = rangeOf(model, from, to);
      code.setSelection(range);
      code.revealRangeInCenterIfOutsideViewport(range);
      code.focus();
    },
    edit(edits) {
      code.pushUndoStop();
      code.executeEdits(
        "gantry",
        edits.map(({ from, to, text }) => ({ range: rangeOf(model, from, to), text })),
      );
      code.pushUndoStop();
    },
    showProblems: () => editor.setModelMarkers(model, "gantry", markersOf(model, options.knowledge().problems)),
    recolour: (isDark) => useTheme(host, isDark),
    close() {
      forget();
      code.dispose();
      model.dispose();
    },
  };
}

/** Shows what was beside what is. Returns what ends it. */
export function openComparison(host: HTMLElement, before: string, after: string, label: string, isDark: boolean): () => void {
  prepare();
  const [original, modified] = [before, after].map((text) => editor.createModel(text, register()));
  if (!original || !modified) return () => undefined;
  useTheme(host, isDark);
  const diff = editor.createDiffEditor(host, {
    ...LOOK,
    readOnly: true,
    originalAriaLabel: `${label}, before`,
    modifiedAriaLabel: `${label}, after`,
    renderSideBySide: true,
    useInlineViewWhenSpaceIsLimited: true,
    renderOverviewRuler: false,
    contextmenu: false,
  });
  diff.setModel({ original, modified });
  diff.getModifiedEditor().focus();
  return () => {
    diff.dispose();
    original.dispose();
    modified.dispose();
  };
}

function prepare(): void {
  window.MonacoEnvironment = { getWorker: () => new EditorWorker(), createTrustedTypesPolicy: () => undefined };
}

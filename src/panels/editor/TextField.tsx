/** The place of the text: a plain field, or Monaco from the moment it is wanted and loaded. Text, cursor and focus go over. */
import type { MutableRef } from "preact/hooks";
import { useEffect, useRef, useState } from "preact/hooks";
import type { CodeEditor, Knowledge } from "../../editor/code-editor.ts";
import { isDark } from "../../stores/settings.ts";
import { PlainField } from "./PlainField.tsx";
import type { Surface } from "./surface.ts";

interface TextFieldProps {
  /** Monaco, as soon as it is there. */
  readonly code: boolean;
  readonly label: string;
  readonly text: string;
  readonly cursor: MutableRef<number>;
  /** Of policies only. */
  readonly knowledge: Knowledge | undefined;
  readonly surface: MutableRef<Surface | undefined>;
  changed(text: string): void;
  moved(offset: number): void;
}

const NOTHING: Knowledge = { problems: [], complete: () => undefined, hover: () => undefined };

export function TextField(props: TextFieldProps) {
  const { code, label, text, cursor, knowledge, surface, changed, moved } = props;
  const host = useRef<HTMLDivElement>(null);
  const opened = useRef<CodeEditor>();
  const newest = useRef(props);
  newest.current = props;
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (!code) return;
    let isGone = false;
    const open = async () => {
      const { openCodeEditor } = await import("../../editor/code-editor.ts");
      const place = host.current;
      if (isGone || !place) return;
      const hadFocus = place.parentElement?.contains(document.activeElement) ?? false;
      const editor = openCodeEditor(place, {
        text: newest.current.text,
        cursor: cursor.current,
        label: `${label}. Tab indents; Ctrl+M lets Tab leave the text.`,
        isDark: isDark(),
        knowledge: () => newest.current.knowledge ?? NOTHING,
        changed: (now) => newest.current.changed(now),
        moved: (offset) => newest.current.moved(offset),
      });
      opened.current = editor;
      surface.current = editor;
      editor.showProblems();
      if (hadFocus) editor.focus();
      setOpen(true);
    };
    // Without a network and never used before: the plain field does the same work.
    open().catch((problem: unknown) => console.warn("The plain editor stays, since Monaco could not be loaded.", problem));
    const recolour = () => opened.current?.recolour(isDark());
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    document.addEventListener("gantry:theme", recolour);
    scheme.addEventListener("change", recolour);
    return () => {
      isGone = true;
      document.removeEventListener("gantry:theme", recolour);
      scheme.removeEventListener("change", recolour);
      opened.current?.close();
      if (surface.current === opened.current) surface.current = undefined;
      opened.current = undefined;
      setOpen(false);
    };
  }, [code]);
  useEffect(() => opened.current?.showProblems(), [knowledge?.problems]);
  return (
    <>
      <div class="code-host" hidden={!code} ref={host} />
      {!isOpen && (
        <PlainField
          label={label}
          text={text}
          cursor={cursor.current}
          problems={knowledge?.problems ?? []}
          surface={surface}
          changed={changed}
          moved={moved}
          {...(knowledge && { complete: knowledge.complete })}
        />
      )}
    </>
  );
}

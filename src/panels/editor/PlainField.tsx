/** A text area with line numbers. For policies it marks lines with problems and completes on Ctrl-Space; Tab leaves it. */
import type { MutableRef } from "preact/hooks";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Completion, Problem } from "../../../sandbox/policy.ts";
import { CompletionList } from "./CompletionList.tsx";
import { placeOf, type Surface } from "./surface.ts";

interface PlainFieldProps {
  readonly label: string;
  readonly text: string;
  /** Where the cursor stands at first. */
  readonly cursor: number;
  readonly problems: readonly Problem[];
  readonly surface: MutableRef<Surface | undefined>;
  readonly describedBy?: string;
  complete?(text: string, offset: number): Completion | undefined;
  changed(text: string): void;
  moved(offset: number): void;
}

export function PlainField({ label, text, cursor, problems, surface, describedBy, complete, changed, moved }: PlainFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLPreElement>(null);
  const [line, setLine] = useState(1);
  const [offered, setOffered] = useState<Completion>();
  const [chosen, setChosen] = useState(0);
  useEffect(() => {
    const area = field.current;
    if (!area) return;
    area.setSelectionRange(cursor, cursor);
    const own: Surface = {
      focus: () => area.focus(),
      select(from, to) {
        area.focus();
        area.setSelectionRange(from, to);
        area.scrollTop = (placeOf(area.value, from).line - 4) * Number.parseFloat(getComputedStyle(area).lineHeight);
      },
      edit(edits) {
        area.focus();
        for (const { from, to, text: put } of [...edits].sort((a, b) => b.from - a.from)) replace(area, from, to, put);
      },
    };
    surface.current = own;
    return () => {
      if (surface.current === own) surface.current = undefined;
    };
  }, []);
  const follow = ({ value, selectionStart }: HTMLTextAreaElement) => {
    setLine(placeOf(value, selectionStart).line);
    moved(selectionStart);
  };
  const offer = (area: HTMLTextAreaElement) => {
    const found = complete?.(area.value, area.selectionStart);
    setChosen(0);
    setOffered(found && found.options.length > 0 ? found : undefined);
  };
  const take = (index: number) => {
    const option = offered?.options[index];
    if (!offered || !option || !field.current) return;
    setOffered(undefined);
    field.current.focus();
    replace(field.current, offered.from, offered.to, option.text);
  };
  const offerByHand = () => {
    field.current?.focus();
    if (field.current) offer(field.current);
  };
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLTextAreaElement }) => {
    if (event.key === " " && event.ctrlKey) offer(event.currentTarget);
    else if (!offered) return;
    else if (event.key === "Escape") setOffered(undefined);
    else if (event.key === "ArrowDown") setChosen((chosen + 1) % offered.options.length);
    else if (event.key === "ArrowUp") setChosen((chosen + offered.options.length - 1) % offered.options.length);
    else if (event.key === "Enter" && !event.ctrlKey) take(chosen);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const wrong = new Set(problems.filter(({ severity }) => severity === "error").map(({ from }) => placeOf(text, from).line));
  const doubtful = new Set(problems.map(({ from }) => placeOf(text, from).line));
  return (
    <div class="sheet">
      <pre class="numbers" aria-hidden="true" ref={gutter}>
        {text.split("\n").map((_, index) => (
          <span
            key={index}
            class={[index + 1 === line && "is-here", wrong.has(index + 1) ? "is-wrong" : doubtful.has(index + 1) && "is-doubtful"]
              .filter(Boolean)
              .join(" ")}
          >{`${index + 1}\n`}</span>
        ))}
      </pre>
      <textarea
        ref={field}
        aria-label={label}
        value={text}
        wrap="off"
        spellcheck={false}
        autocapitalize="off"
        autocomplete="off"
        {...(describedBy === undefined ? {} : { "aria-describedby": describedBy })}
        {...(complete && { "aria-autocomplete": "list" as const })}
        {...(offered && { "aria-controls": "completions", "aria-activedescendant": `completion-${chosen}` })}
        onInput={({ currentTarget }) => {
          changed(currentTarget.value);
          follow(currentTarget);
          if (offered) offer(currentTarget);
        }}
        onKeyDown={onKeyDown}
        onSelect={({ currentTarget }) => follow(currentTarget)}
        onKeyUp={({ currentTarget }) => follow(currentTarget)}
        onBlur={() => setOffered(undefined)}
        onScroll={({ currentTarget }) => gutter.current?.scrollTo(0, currentTarget.scrollTop)}
      />
      {offered && field.current && <CompletionList area={field.current} offered={offered} chosen={chosen} take={take} />}
      {complete && (
        <button type="button" class="btn small only-phone offer-here" onClick={offerByHand}>
          Complete
        </button>
      )}
    </div>
  );
}

/** Puts text in place of a part, as if it had been typed, so that Ctrl-Z takes it back. */
function replace(area: HTMLTextAreaElement, from: number, to: number, text: string): void {
  area.setSelectionRange(from, to);
  // The only way for a page to change a field within its undo history.
  if (document.execCommand(text === "" ? "delete" : "insertText", false, text)) return;
  area.setRangeText(text, from, to, "end");
  area.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

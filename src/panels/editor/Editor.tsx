/** A small editor over the terminal, for the word `edit`: one file, line numbers, save and close. Loaded when it is first needed. */
import { render } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { ask } from "../../session/actions.ts";
import { type EditedFile, edited } from "../../stores/edited.ts";
import { useStore } from "../../stores/use-store.ts";

/** Puts the editor into its place in the terminal pane. */
export function openEditor(place: HTMLElement): void {
  render(<Editor place={place} />, place);
}

function Editor({ place }: { place: HTMLElement }) {
  const file = useStore(edited, (state) => state.file);
  useLayoutEffect(() => {
    // What lies under the editor cannot be reached by keys or by a screen reader.
    for (const sibling of place.parentElement?.children ?? []) if (sibling !== place && sibling instanceof HTMLElement) sibling.inert = !!file;
  }, [file]);
  return file ? <Sheet key={file.path} file={file} /> : null;
}

function close(): void {
  edited.setState({ file: undefined });
  // Only then is the terminal to be reached again.
  requestAnimationFrame(() => ask((actions) => actions.focusTerminal()));
}

function Sheet({ file }: { file: EditedFile }) {
  const [text, setText] = useState(file.text);
  const [line, setLine] = useState(1);
  const [asking, setAsking] = useState(false);
  const changed = text !== file.text;
  const field = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLPreElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(0, 0);
  }, []);
  const save = () => {
    if (changed) ask((actions) => actions.save(file.path, text));
    close();
  };
  const leave = () => (changed ? setAsking(true) : close());
  const keep = () => {
    setAsking(false);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() === "s" && (event.ctrlKey || event.metaKey)) save();
    else if (event.key === "Escape") (asking ? keep : leave)();
    else return;
    event.preventDefault();
  };
  const follow = ({ currentTarget }: { currentTarget: HTMLTextAreaElement }) =>
    setLine(currentTarget.value.slice(0, currentTarget.selectionStart).split("\n").length);
  return (
    <section class="editor" role="dialog" aria-labelledby="editor-title" onKeyDown={onKeyDown}>
      <header>
        <h2 id="editor-title">
          Edit <code>{file.path}</code>
        </h2>
        {changed && <span class="verdict wait">changed</span>}
      </header>
      <div class="sheet">
        <pre class="numbers" aria-hidden="true" ref={gutter}>
          {text.split("\n").map((_, index) => (
            <span key={index} class={index + 1 === line ? "is-here" : ""}>{`${index + 1}\n`}</span>
          ))}
        </pre>
        <textarea
          ref={field}
          aria-label={`Text of ${file.path}`}
          value={text}
          wrap="off"
          spellcheck={false}
          autocapitalize="off"
          autocomplete="off"
          onInput={(event) => {
            setText(event.currentTarget.value);
            follow(event);
          }}
          onSelect={follow}
          onKeyUp={follow}
          onScroll={({ currentTarget }) => gutter.current?.scrollTo(0, currentTarget.scrollTop)}
        />
      </div>
      <footer>
        {asking ? (
          <Unsaved save={save} keep={keep} />
        ) : (
          <>
            <button type="button" class="btn primary" onClick={save}>
              Save and close
            </button>
            <button type="button" class="btn ghost" onClick={leave}>
              Close
            </button>
            <span class="gap" />
            <span class="at num">Line {line}</span>
            <span class="only-keys">
              <kbd>Ctrl</kbd> <kbd>S</kbd> saves, <kbd>Esc</kbd> closes
            </span>
          </>
        )}
      </footer>
    </section>
  );
}

function Unsaved({ save, keep }: { save(): void; keep(): void }) {
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <>
      <p role="alert">Your changes are not saved.</p>
      <button type="button" class="btn small primary" ref={first} onClick={save}>
        Save and close
      </button>
      <button type="button" class="btn small" onClick={keep}>
        Go on editing
      </button>
      <button type="button" class="btn small ghost" onClick={close}>
        Close without saving
      </button>
    </>
  );
}

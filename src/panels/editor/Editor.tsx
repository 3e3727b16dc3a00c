/**
 * The editor over the terminal, for the word `edit` and for policies opened from the page: one file. A policy has its problems, its
 * target, a comparison and a way to apply it beside; any other file has a plain field. Loaded when it is first needed.
 */
import { render } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { ask } from "../../session/actions.ts";
import { type EditedFile, edited } from "../../stores/edited.ts";
import { draftOf, policyDraft } from "../../stores/policy-draft.ts";
import { session } from "../../stores/session.ts";
import { settings } from "../../stores/settings.ts";
import { transcript } from "../../stores/transcript.ts";
import { useStore } from "../../stores/use-store.ts";
import { NARROW } from "../../terminal/narrow.ts";
import { SHOW_PANEL } from "../See.tsx";
import { applyFile } from "./apply.ts";
import { Compare } from "./Compare.tsx";
import { type Commands, FileFoot, PolicyFoot, Unsaved } from "./Foot.tsx";
import { PolicyHead } from "./PolicyHead.tsx";
import { Problems } from "./Problems.tsx";
import type { Surface } from "./surface.ts";
import { TextField } from "./TextField.tsx";
import { applyLine, directoryOf, HOME } from "./target.ts";
import { templateOf } from "./template.ts";
import { type Policy, usePolicy } from "./use-policy.ts";

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
  const [text, setText] = useState(file.draft ?? file.text);
  const [offset, setOffset] = useState(file.cursor ?? 0);
  const [isAsking, setAsking] = useState(false);
  const [isComparing, setComparing] = useState(false);
  const surface = useRef<Surface>();
  const cursor = useRef(file.cursor ?? 0);
  const policy = usePolicy(file, text);
  const isPlain = usePlain();
  const isElsewhere = useStore(session, ({ status }) => status === "elsewhere");
  const { apply, isApplying, failure } = useApply(file, text, policy);
  usePublished(policy, text);
  useEffect(() => surface.current?.focus(), []);
  const isChanged = text !== file.text;
  const focus = () => requestAnimationFrame(() => surface.current?.focus());
  const keep = () => {
    setAsking(false);
    focus();
  };
  const save = () => {
    if (isElsewhere) return;
    ask((actions) => actions.save(file.path, text));
    edited.setState({ file: { ...file, text } });
  };
  const commands: Commands = {
    save,
    saveAndClose() {
      if (isChanged && isElsewhere) return keep();
      if (isChanged) ask((actions) => actions.save(file.path, text));
      close();
    },
    leave: () => (isChanged ? setAsking(true) : close()),
    revert: () => surface.current?.edit([{ from: 0, to: text.length, text: file.text }]),
    apply() {
      if (!isElsewhere) apply();
    },
  };
  const compare = (on: boolean) => {
    setComparing(on);
    if (!on) focus();
  };
  const leave = isComparing ? () => compare(false) : commands.leave;
  const onEscape = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    (isAsking ? keep : leave)();
    event.preventDefault();
  };
  // Before the text sees them: Monaco has uses of its own for these keys.
  const onCapture = (event: KeyboardEvent) => {
    if (!event.ctrlKey && !event.metaKey) return;
    if (event.key.toLowerCase() === "s") (policy ? save : commands.saveAndClose)();
    else if (event.key === "Enter" && policy?.choice) commands.apply();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const before = policy?.present ?? file.text;
  const what = policy?.present === undefined ? "saved" : "applied";
  const foot = { text, offset, isChanged, isApplying, commands };
  return (
    <section
      class={policy ? "editing for-policy" : "editing"}
      role="dialog"
      aria-labelledby="editor-title"
      onKeyDown={onEscape}
      onKeyDownCapture={onCapture}
    >
      <header>
        <h2 id="editor-title">
          Edit <code>{file.path.startsWith(`${HOME}/`) && file.target ? `~${file.path.slice(HOME.length)}` : file.path}</code>
        </h2>
        {isChanged && <span class="verdict wait">changed</span>}
      </header>
      {policy && (
        <PolicyHead policy={policy} comparable={before === "" || before === text ? undefined : what} isComparing={isComparing} compare={compare} />
      )}
      <div class="text-place" hidden={isComparing}>
        <TextField
          code={policy !== undefined && !isPlain}
          label={`Text of ${file.path}`}
          text={text}
          cursor={cursor}
          knowledge={policy?.knowledge}
          surface={surface}
          changed={setText}
          moved={(now) => {
            cursor.current = now;
            setOffset(now);
          }}
        />
      </div>
      {isComparing && <Compare before={before} after={text} what={what} code={!isPlain} />}
      {policy && text.trim() === "" && (
        <Example
          policy={policy}
          put={(example) => {
            surface.current?.edit([{ from: 0, to: text.length, text: example }]);
            surface.current?.focus();
          }}
        />
      )}
      {failure !== undefined && <Failure output={failure} />}
      {isElsewhere && <Elsewhere />}
      {policy && !isComparing && (
        <Problems
          text={text}
          problems={policy.knowledge.problems}
          show={({ from, to }) => surface.current?.select(from, to)}
          mend={({ edits }) => {
            surface.current?.edit(edits);
            surface.current?.focus();
          }}
        />
      )}
      <footer>
        {isAsking ? (
          <Unsaved save={commands.saveAndClose} keep={keep} drop={close} />
        ) : policy ? (
          <PolicyFoot {...foot} policy={policy} />
        ) : (
          <FileFoot {...foot} />
        )}
      </footer>
    </section>
  );
}

/** Whether the plain field is wanted for good: by a setting, or on a telephone. */
function usePlain(): boolean {
  const wanted = useStore(settings, ({ plain }) => plain);
  const [isNarrow, setNarrow] = useState(() => matchMedia(NARROW).matches);
  useEffect(() => {
    const narrow = matchMedia(NARROW);
    const sync = () => setNarrow(narrow.matches);
    narrow.addEventListener("change", sync);
    return () => narrow.removeEventListener("change", sync);
  }, []);
  return wanted || isNarrow;
}

/** Applying as a state: closes the editor when the command has worked, else keeps what it said until the text changes. */
function useApply(file: EditedFile, text: string, policy: Policy | undefined) {
  const [isApplying, setApplying] = useState(false);
  const [failure, setFailure] = useState<string>();
  useEffect(() => setFailure(undefined), [text]);
  const apply = async () => {
    if (!policy?.choice || isApplying) return;
    setApplying(true);
    setFailure(undefined);
    const line = applyLine(policy.choice, file.path, directoryOf(transcript.getState().mode.prompt), policy.here);
    const { status, output } = await applyFile(file.path, text, line);
    if (edited.getState().file?.path !== file.path) return;
    setApplying(false);
    edited.setState({ file: { ...file, text } });
    if (status === 0) close();
    else setFailure(output);
  };
  return { apply: () => void apply(), isApplying, failure };
}

/** While a policy is edited, the page knows its draft, and who could do what with it is shown beside. */
function usePublished(policy: Policy | undefined, text: string): void {
  const target = policy?.choice?.target;
  useEffect(() => {
    policyDraft.setState({ draft: target && draftOf(target, text) });
  }, [target, text]);
  useEffect(() => () => policyDraft.setState({ draft: undefined }), []);
  const hasTarget = target !== undefined;
  useEffect(() => {
    if (hasTarget) document.dispatchEvent(new CustomEvent(SHOW_PANEL, { detail: "access" }));
  }, [hasTarget]);
}

/** The line above the terminal says so too, but lies under the editor. */
function Elsewhere() {
  return (
    <p class="strip" role="alert">
      Gantry is open in another tab, so nothing can be saved here.{" "}
      <button type="button" class="btn small" onClick={() => ask((actions) => actions.continueHere())}>
        Continue here
      </button>
    </p>
  );
}

function Example({ policy: { choice }, put }: { readonly policy: Policy; put(example: string): void }) {
  if (!choice) return null;
  return (
    <p class="strip">
      The file is empty.{" "}
      <button type="button" class="btn small" onClick={() => put(templateOf(choice.target))}>
        Start from an example
      </button>
    </p>
  );
}

function Failure({ output }: { readonly output: string }) {
  return (
    <div class="strip failed" role="alert">
      <p>The command did not work, so nothing was applied. The file is saved.</p>
      <pre>{output}</pre>
    </div>
  );
}

/** The lower edge of the editor: where the cursor is, how much there is, and what can be done with the text. */
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../../components/Icon.tsx";
import { countOf, ProblemCount } from "./Problems.tsx";
import { placeOf } from "./surface.ts";
import { crumbsOf, lengthOf, limitOf } from "./target.ts";
import type { Policy } from "./use-policy.ts";

export interface Commands {
  save(): void;
  saveAndClose(): void;
  leave(): void;
  revert(): void;
  apply(): void;
}

interface FootProps {
  readonly text: string;
  readonly offset: number;
  readonly isChanged: boolean;
  readonly isApplying: boolean;
  readonly commands: Commands;
}

export function FileFoot({ text, offset, commands }: FootProps) {
  return (
    <>
      <button type="button" class="btn primary" onClick={commands.saveAndClose}>
        Save and close
      </button>
      <button type="button" class="btn ghost" onClick={commands.leave}>
        Close
      </button>
      <span class="gap" />
      <span class="at num">Line {placeOf(text, offset).line}</span>
      <span class="only-keys">
        <kbd>Ctrl</kbd> <kbd>S</kbd> saves, <kbd>Esc</kbd> closes
      </span>
    </>
  );
}

export function PolicyFoot({ text, offset, isChanged, isApplying, commands, policy }: FootProps & { readonly policy: Policy }) {
  const { choice, knowledge } = policy;
  const { line, column } = placeOf(text, offset);
  const errors = knowledge.problems.filter(({ severity }) => severity === "error").length;
  const length = choice && lengthOf(choice.target, text);
  return (
    <>
      <span class={`count ${errors > 0 ? "fail" : ""}`}>
        {knowledge.problems.length > 0 && <Icon name={errors > 0 ? "cross" : "half"} />}
        {countOf(knowledge.problems)}
      </span>
      <span class="at num">
        Line {line}, column {column}
      </span>
      {choice && length !== undefined && (
        <span class={`num size ${length > limitOf(choice.target) ? "over" : ""}`}>
          {length.toLocaleString("en-GB")} of {limitOf(choice.target).toLocaleString("en-GB")} characters
        </span>
      )}
      <span class="gap" />
      <button type="button" class="btn small ghost" disabled={!isChanged} onClick={commands.revert}>
        <Icon name="undo" />
        Revert
      </button>
      <button type="button" class="btn small ghost" onClick={commands.leave}>
        Close
      </button>
      <button type="button" class={`btn small ${choice ? "" : "primary"}`} aria-keyshortcuts="Control+S" onClick={commands.save}>
        Save <kbd class="only-keys">Ctrl S</kbd>
      </button>
      {choice && (
        <button type="button" class="btn small primary" aria-keyshortcuts="Control+Enter" disabled={isApplying} onClick={commands.apply}>
          {isApplying ? "Applying" : `Apply to ${crumbsOf(choice.target)[1] ?? ""}`} <kbd class="only-keys">Ctrl Enter</kbd>
        </button>
      )}
      <ProblemCount problems={knowledge.problems} />
    </>
  );
}

/** Asked before changes are lost. */
export function Unsaved({ save, keep, drop }: { save(): void; keep(): void; drop(): void }) {
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
      <button type="button" class="btn small ghost" onClick={drop}>
        Close without saving
      </button>
    </>
  );
}

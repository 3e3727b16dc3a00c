/** The explanation of one cell: the decision in words, with a draft before and after, and every step of it on demand. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { type AccessCell, explain } from "../../../sandbox/policy.ts";
import { Icon } from "../../components/Icon.tsx";
import { ask } from "../../session/actions.ts";
import { session } from "../../stores/session.ts";
import { EditDeciding, Flips, Trace } from "../why/Explained.tsx";
import { explainLine } from "../why/explain-line.ts";
import { cellTitle, signOf } from "./words.ts";

interface CellCardProps {
  readonly label: string;
  readonly action: string;
  readonly cell: AccessCell;
  /** A policy is being edited: no other is offered. */
  readonly isEditing: boolean;
  /** The focus is to follow. */
  readonly isWanted: boolean;
  close(): void;
}

const ICONS = { yes: ["check", "pass"], half: ["half", "wait"], no: ["ban", "fail"], none: ["ban", "fail"] } as const;

export function CellCard({ label, action, cell, isEditing, isWanted, close }: CellCardProps) {
  const explanation = useMemo(() => explain(cell.decision), [cell.decision]);
  const before = useMemo(() => (cell.changed && cell.before ? explain(cell.before) : undefined), [cell.before, cell.changed]);
  const [isOpen, setOpen] = useState(false);
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isWanted) card.current?.focus();
  }, [isWanted]);
  const [icon, tone] = ICONS[signOf(cell)];
  const { question } = explanation.decision;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    close();
  };
  return (
    <section class="cell-card" aria-labelledby="cell-title" tabIndex={-1} ref={card} onKeyDown={onKeyDown}>
      <header>
        <Icon name={icon} tone={tone} />
        <h3 id="cell-title">{cellTitle(label, action, cell)}</h3>
        <button type="button" class="icon-btn" aria-label="Close the explanation" onClick={close}>
          <Icon name="cross" />
        </button>
      </header>
      {before && (
        <p>
          <b>Now:</b> {before.headline}. {before.why}
        </p>
      )}
      <p>
        {before && <b>Once applied: </b>}
        {explanation.headline}. {explanation.why}
      </p>
      <div class="row">
        <button type="button" class="btn small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <Icon name="list" />
          Every step
        </button>
        {!isEditing && <EditDeciding decision={explanation.decision} />}
        <button
          type="button"
          class="btn small"
          onClick={() => ask((actions) => actions.type([explainLine(question, session.getState().view?.me.arn ?? "")], false))}
        >
          <Icon name="play" />
          Ask in the terminal
        </button>
      </div>
      {isOpen && (
        <div class="steps">
          <Trace explanation={explanation} />
          <Flips explanation={explanation} />
        </div>
      )}
    </section>
  );
}

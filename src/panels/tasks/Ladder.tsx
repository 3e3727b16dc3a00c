/** Hints, mildest first. Asking costs nothing; how far one went is remembered, never scored (decision 34). */
import { useState } from "preact/hooks";
import { Icon } from "../../components/Icon.tsx";
import { Inline } from "../../components/Inline.tsx";
import { ask } from "../../session/actions.ts";
import type { Lesson, Task } from "../../session/contract.ts";
import { progress, recordHint } from "../../stores/progress.ts";
import { useStore } from "../../stores/use-store.ts";

const RUNGS = ["Nudge", "Where", "Shape", "Command", "Do it"] as const;

interface LadderProps {
  readonly lesson: Pick<Lesson, "slug" | "solution">;
  readonly task: Task;
  /** The sentence written from the state: it replaces the nudge while its condition holds. */
  readonly stateHint: string | undefined;
}

export function Ladder({ lesson, task, stateHint }: LadderProps) {
  const key = `${lesson.slug}/${task.id}`;
  const used = useStore(progress, ({ hints }) => hints[key] ?? -1);
  const [open, setOpen] = useState<number>();
  const lines = (lesson.solution[task.id] ?? []).filter(({ spare }) => !spare).map(({ line }) => line);
  const available = RUNGS.map((_, rung) => (rung < 3 ? sentence(task, rung, stateHint) !== undefined : lines.length > 0));
  const choose = (rung: number) => {
    setOpen(open === rung ? undefined : rung);
    if (rung > used) recordHint(lesson.slug, task.id, rung);
    if (rung === 4) ask((actions) => actions.type(lines, true));
  };
  const shown = open ?? (stateHint === undefined ? undefined : 0);
  return (
    <>
      <div class="ladder" role="group" aria-label="Hints, mildest first">
        {RUNGS.map(
          (name, rung) =>
            available[rung] && (
              <button
                type="button"
                key={name}
                class={rung <= used ? "is-used" : rung === used + 1 ? "is-next" : ""}
                {...(rung < 4 ? { "aria-expanded": shown === rung } : {})}
                onClick={() => choose(rung)}
              >
                {name}
              </button>
            ),
        )}
      </div>
      <div role="status">{shown !== undefined && shown < 4 && <Rung rung={shown} text={sentence(task, shown, stateHint)} lines={lines} />}</div>
    </>
  );
}

function Rung({ rung, text, lines }: { rung: number; text: string | undefined; lines: readonly string[] }) {
  if (rung < 3) {
    return <p class="hint">{rung === 2 ? <code>{text}</code> : <Inline text={text ?? ""} />}</p>;
  }
  return (
    <div class="hint">
      {lines.map((line) => (
        <div class="run" data-run={line} key={line}>
          <pre tabIndex={0}>{line}</pre>
          <button type="button" class="go">
            <Icon name="play" />
            Run
          </button>
          <button type="button" class="edit-first" aria-label="Edit it first" title="Edit it first">
            <Icon name="pencil" />
          </button>
        </div>
      ))}
    </div>
  );
}

function sentence(task: Task, rung: number, stateHint: string | undefined): string | undefined {
  if (rung === 0 && stateHint !== undefined) return stateHint;
  const kind = (["nudge", "where", "shape"] as const)[rung];
  return task.hints.find((hint) => hint.kind === kind)?.say;
}

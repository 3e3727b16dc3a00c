/** The track of commands: undo, redo, and a head that can be moved to any command. */
import { counted, time } from "../../components/format.ts";
import { Icon } from "../../components/Icon.tsx";
import { ask } from "../../session/actions.ts";
import type { CommandView } from "../../session/contract.ts";
import { session } from "../../stores/session.ts";
import { useStore } from "../../stores/use-store.ts";

/** Ticks that fit on the track; older commands are off its left end. */
const SHOWN = 24;

export function History() {
  const view = useStore(session, (state) => state.view);
  const done = view?.history ?? [];
  const undone = view?.undone ?? [];
  return (
    <>
      <button
        type="button"
        class="icon-btn"
        aria-label="Undo the last command"
        disabled={done.length === 0}
        onClick={() => ask((actions) => actions.undo())}
      >
        <Icon name="undo" />
      </button>
      <button type="button" class="icon-btn" aria-label="Redo" disabled={undone.length === 0} onClick={() => ask((actions) => actions.redo())}>
        <Icon name="redo" />
      </button>
      <Track done={done} undone={undone} />
      <span class="num">{counted(done.length, "command")}</span>
    </>
  );
}

function Track({ done, undone }: { done: readonly CommandView[]; undone: readonly CommandView[] }) {
  const ticks = [...done, ...undone].slice(-SHOWN);
  const head = done.length - Math.max(0, done.length + undone.length - SHOWN);
  const place = (index: number) => ((index + 0.5) / Math.max(ticks.length, 6)) * 92 + 2;
  const go = (target: number) =>
    ask(async (actions) => {
      for (let step = head; step > target; step--) await actions.undo();
      for (let step = head; step < target; step++) await actions.redo();
    });
  const key = (event: KeyboardEvent) => {
    const target = { ArrowLeft: head - 1, ArrowRight: head + 1, Home: 0, End: ticks.length }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    go(Math.max(0, Math.min(ticks.length, target)));
  };
  const last = done.at(-1);
  return (
    <div
      class="track"
      role="slider"
      tabIndex={0}
      aria-label="History"
      aria-valuemin={0}
      aria-valuemax={ticks.length}
      aria-valuenow={Math.max(0, head)}
      aria-valuetext={
        last
          ? `After command ${done.length} of ${done.length + undone.length}, ${last.line.slice(0, 80)}, ${time(last.at)}`
          : "Before the first command"
      }
      onKeyDown={key}
      onPointerUp={(event) => {
        const { left, width } = event.currentTarget.getBoundingClientRect();
        const share = ((event.clientX - left) / width) * 100;
        go(ticks.filter((_, index) => place(index) <= share + 1).length);
      }}
    >
      {ticks.map((command, index) => (
        <Tick
          key={command.number}
          left={place(index)}
          kind={`${command.status === 0 ? "" : "is-failed"} ${index >= head ? "is-undone" : ""}`}
          title={`${time(command.at)}  ${command.line.slice(0, 120)}`}
        />
      ))}
      <Tick left={head <= 0 ? 1 : place(head - 1)} kind="head" />
    </div>
  );
}

/** Positions are set through the style object, which the content security policy allows; there is nothing to place on the static page. */
function Tick({ left, kind, title }: { left: number; kind: string; title?: string }) {
  return (
    <i
      class={kind.trim()}
      title={title}
      ref={(element) => {
        if (element) element.style.left = `${left}%`;
      }}
    />
  );
}

/** The goal rows of an open task: left what is wanted, right what is true now. */
import { useId, useState } from "preact/hooks";
import { Icon } from "../../components/Icon.tsx";
import { Inline } from "../../components/Inline.tsx";
import type { IconName } from "../../components/icons.ts";
import { ask } from "../../session/actions.ts";
import type { GoalRow } from "../../session/contract.ts";
import { pieces } from "./digests.ts";

const SIGNS: Record<GoalRow["state"], { icon: IconName; tone: string; words: string }> = {
  true: { icon: "check", tone: "pass", words: "true: " },
  partly: { icon: "half", tone: "wait", words: "partly true: " },
  false: { icon: "ring", tone: "", words: "not yet: " },
  looking: { icon: "clock", tone: "", words: "looking: " },
};

export function Goals({ task, rows }: { task: string; rows: readonly GoalRow[] }) {
  return (
    <table class="goals">
      <thead>
        <tr>
          <th scope="col" colSpan={2}>
            <span class="stencil">Goal</span>
          </th>
          <th scope="col">
            <span class="stencil">Now</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={`${task} ${index}`} class={`is-${row.state}`}>
            <td>
              <Icon name={SIGNS[row.state].icon} tone={SIGNS[row.state].tone} />
            </td>
            <td>
              <span class="unseen">{SIGNS[row.state].words}</span>
              <Inline text={row.goal} />
              {row.ask && <Answer asked={row.ask} />}
            </td>
            <td class="num">
              <Now text={row.now} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What is true now. A whole digest takes one line: shortened to the eye, whole when it is pointed at, read out or copied. */
function Now({ text }: { text: string }) {
  return (
    <>
      {text.split("`").map((part, index) => {
        const shown = pieces(part).map((piece) =>
          "text" in piece ? (
            piece.text
          ) : (
            <span key={piece.head} class="whole-digest" title={piece.head + piece.tail}>
              <span>{piece.head}</span>
              <span>{piece.tail}</span>
            </span>
          ),
        );
        return index % 2 === 1 ? <code key={index}>{shown}</code> : shown;
      })}
    </>
  );
}

function Answer({ asked }: { asked: NonNullable<GoalRow["ask"]> }) {
  const id = useId();
  const [draft, setDraft] = useState(asked.given ?? "");
  const label = asked.question.replaceAll("`", "");
  const give = (value: string) => ask((actions) => actions.answer(asked.id, value));
  if (asked.choose) {
    return (
      <div class="ask" role="radiogroup" aria-label={label}>
        {asked.choose.map((choice) => (
          <label key={choice}>
            <input type="radio" name={id} value={choice} checked={asked.given === choice} onChange={() => give(choice)} />
            {choice}
          </label>
        ))}
      </div>
    );
  }
  return (
    <form
      class="ask"
      data-astro-reload
      onSubmit={(event) => {
        event.preventDefault();
        give(draft.trim());
      }}
    >
      <input
        type="text"
        aria-label={label}
        value={draft}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        onInput={(event) => setDraft(event.currentTarget.value)}
      />
      <button type="submit" class="btn">
        Answer
      </button>
    </form>
  );
}

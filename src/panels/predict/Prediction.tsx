/** A question to guess before looking: choose, read why, see what really happens. The guess is kept, never scored. Loaded for lessons that ask one. */
import { render } from "preact";
import { useState } from "preact/hooks";
import { Icon } from "../../components/Icon.tsx";
import { Inline } from "../../components/Inline.tsx";
import { actions } from "../../session/actions.ts";
import type { Lesson } from "../../session/contract.ts";
import { recall, remember } from "../../stores/kept.ts";
import { plainLines } from "../../terminal/plain.ts";

type Predict = Lesson["predicts"][number];

/** Takes the place of the static questions of a page, which open and close without script. */
export function enlivenPredictions({ slug, predicts }: Pick<Lesson, "slug" | "predicts">): void {
  for (const predict of predicts) {
    const place = document.querySelector<HTMLElement>(`[data-predict="${predict.id}"]`);
    if (!place || place.dataset.alive !== undefined) continue;
    place.dataset.alive = "";
    place.replaceChildren();
    render(<Prediction predict={predict} kept={`gantry-guess ${slug}/${predict.id}`} />, place);
  }
}

function Prediction({ predict, kept }: { predict: Predict; kept: string }) {
  const [guess, setGuess] = useState<string | undefined>(() => recall<string | undefined>(kept, undefined));
  const guessed = predict.options.find(({ key }) => key === guess);
  const choose = (key: string) => {
    setGuess(key);
    remember(kept, key);
  };
  return (
    <>
      <fieldset>
        <legend class="predict-stem">
          <span class="stencil">Guess first</span>
          <Inline text={predict.stem} />
        </legend>
        {predict.options.map(({ key, text }) => (
          <label key={key} class={key === guess ? "is-guessed" : ""}>
            <input type="radio" name={kept} checked={key === guess} onChange={() => choose(key)} />
            <span>
              <Inline text={text} />
            </span>
          </label>
        ))}
      </fieldset>
      <div role="status">
        {guessed && (
          <p class="predict-why">
            <b class={guessed.right ? "pass" : "wait"}>
              <Icon name={guessed.right ? "check" : "half"} />
              {guessed.right ? "So it is." : "Not so."}
            </b>{" "}
            <Inline text={guessed.why} />
          </p>
        )}
      </div>
      {guessed && <Proof lines={predict.run} />}
    </>
  );
}

/** What the commands print, run on a copy of the learner's world: nothing there changes. */
function Proof({ lines }: { lines: readonly string[] }) {
  const [shown, setShown] = useState<"no" | "looking" | { readonly output: string; readonly status: number }>("no");
  const look = async () => {
    setShown("looking");
    setShown(await (await actions).probe(lines));
  };
  if (typeof shown === "string") {
    return (
      <button type="button" class="btn small" disabled={shown === "looking"} onClick={look}>
        <Icon name="play" />
        {shown === "looking" ? "Running it on a copy" : "See what happens, on a copy"}
      </button>
    );
  }
  const text = plainLines(shown.output)
    .map((line) => line.map((piece) => piece.text).join(""))
    .join("\n");
  return (
    <pre class="predict-proof" tabIndex={0} role="group" aria-label="What it printed">
      <b>{lines.map((line) => `$ ${line}\n`)}</b>
      {text || "(nothing printed)"}
      {shown.status !== 0 && `\n(exit ${shown.status})`}
    </pre>
  );
}

/** The questions after a lesson: choose, answer, read why of every option, and see it decided in a sandbox. Loaded for lessons that have them. */
import { render } from "preact";
import { useRef, useState } from "preact/hooks";
import { Icon } from "../../components/Icon.tsx";
import { Inline } from "../../components/Inline.tsx";
import { recall, remember } from "../../stores/kept.ts";
import { progress, recordAnswer } from "../../stores/progress.ts";
import { useStore } from "../../stores/use-store.ts";
import { shuffled } from "./shuffled.ts";

/** A question as the page holds it. */
export interface QuizItem {
  readonly id: string;
  readonly stem: string;
  readonly choose: number;
  readonly options: readonly { readonly key: string; readonly text: string; readonly right: boolean; readonly why: string }[];
}

export interface QuizData {
  readonly slug: string;
  readonly items: readonly QuizItem[];
}

const SEED = "gantry-order";

/** Takes the place of the static questions, which open and close without script. */
export function enlivenQuiz(place: HTMLElement): void {
  const data = document.getElementById("quiz-data")?.textContent;
  if (!data || place.dataset.alive !== undefined) return;
  place.dataset.alive = "";
  const { slug, items } = JSON.parse(data) as QuizData;
  place.replaceChildren();
  render(<Quiz slug={slug} items={items} />, place);
  // Somebody comes back from a proof, or by a link: the live questions are taller than the static ones were.
  if (/^#quiz-[a-z0-9-]+$/.test(location.hash)) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

/** The browser's way back leads to this question too. */
function comeBackTo(id: string): void {
  history.replaceState(history.state, "", `#quiz-${id}`);
}

/** A number of this browser's own: which learner sees which order says nothing to anybody. */
function seedOfLearner(): string {
  const kept = recall<unknown>(SEED, undefined);
  if (typeof kept === "string") return kept;
  const seed = String(crypto.getRandomValues(new Uint32Array(1))[0]);
  remember(SEED, seed);
  return seed;
}

function Quiz({ slug, items }: QuizData) {
  const answers = useStore(progress, ({ quiz }) => quiz);
  const [seed] = useState(seedOfLearner);
  const right = items.filter(({ id }) => answers[`${slug}/${id}`]?.right).length;
  return (
    <>
      <p class="quiz-sum" role="status">
        {right === items.length ? `All ${items.length} questions answered rightly.` : `${right} of ${items.length} answered rightly so far.`}
      </p>
      <ol>
        {items.map((item, index) => (
          <li key={item.id} id={`quiz-${item.id}`}>
            <Item slug={slug} item={item} number={index + 1} of={items.length} seed={seed} />
          </li>
        ))}
      </ol>
    </>
  );
}

function Item({ slug, item, number, of, seed }: { slug: string; item: QuizItem; number: number; of: number; seed: string }) {
  const given = progress.getState().quiz[`${slug}/${item.id}`];
  const [chosen, setChosen] = useState<readonly string[]>(given?.chosen ?? []);
  const [isAnswered, setAnswered] = useState(given !== undefined);
  const result = useRef<HTMLParagraphElement>(null);
  const options = shuffled(item.options, `${seed}/${slug}/${item.id}`);
  const rightKeys = item.options.filter(({ right }) => right).map(({ key }) => key);
  const isRight = chosen.length === rightKeys.length && rightKeys.every((key) => chosen.includes(key));
  const answer = (event: Event) => {
    event.preventDefault();
    if (chosen.length !== item.choose) return;
    recordAnswer(slug, item.id, chosen, isRight);
    setAnswered(true);
    requestAnimationFrame(() => result.current?.focus());
  };
  const choose = (key: string, on: boolean) => {
    if (item.choose === 1) setChosen([key]);
    else setChosen(on ? [...chosen, key] : chosen.filter((one) => one !== key));
  };
  return (
    <form onSubmit={answer} data-astro-reload>
      <fieldset>
        <legend>
          <span class="stencil">
            Question {number} of {of}
          </span>
          <span class="stem">
            <Inline text={item.stem} />
          </span>
          {item.choose > 1 && <span class="choose">Choose {item.choose}.</span>}
        </legend>
        {options.map((option) => (
          <Option key={option.key} {...{ option, item, isAnswered }} isChosen={chosen.includes(option.key)} choose={choose} />
        ))}
      </fieldset>
      {isAnswered ? (
        <>
          <p class="quiz-result" tabIndex={-1} ref={result}>
            <Icon name={isRight ? "check" : "half"} tone={isRight ? "pass" : "wait"} />
            {isRight ? "Right. Each option says why." : "Not this time. Each option says why."}
          </p>
          <div class="quiz-ways">
            <a class="btn small" href={`prove/${item.id}/`} onClick={() => comeBackTo(item.id)}>
              <Icon name="play" />
              Prove it
            </a>
            <button type="button" class="btn small ghost" onClick={() => [setAnswered(false), setChosen([])]}>
              Answer again
            </button>
          </div>
        </>
      ) : (
        <button type="submit" class="btn" aria-disabled={chosen.length !== item.choose}>
          Answer
        </button>
      )}
    </form>
  );
}

interface OptionProps {
  readonly option: QuizItem["options"][number];
  readonly item: QuizItem;
  readonly isAnswered: boolean;
  readonly isChosen: boolean;
  choose(key: string, on: boolean): void;
}

function Option({ option: { key, text, right, why }, item, isAnswered, isChosen, choose }: OptionProps) {
  const state = isAnswered ? (right ? "is-right" : isChosen ? "is-other" : "is-left") : isChosen ? "is-chosen" : "";
  return (
    <div class={`quiz-option ${state}`}>
      <label>
        <input
          type={item.choose === 1 ? "radio" : "checkbox"}
          name={item.id}
          checked={isChosen}
          disabled={isAnswered}
          onChange={(event) => choose(key, event.currentTarget.checked)}
          aria-describedby={isAnswered ? `why-${item.id}-${key}` : undefined}
        />
        <span>
          <Inline text={text} />
        </span>
      </label>
      {isAnswered && (
        <p id={`why-${item.id}-${key}`}>
          {(right || isChosen) && (
            <b class={right ? "pass" : ""}>
              {right && <Icon name="check" />}
              {right ? (isChosen ? "Your choice, and right. " : "This is right. ") : "Your choice. "}
            </b>
          )}
          <Inline text={why} />
        </p>
      )}
    </div>
  );
}

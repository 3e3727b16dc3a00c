import { dayAndTime } from "../../components/format.ts";
import { Icon } from "../../components/Icon.tsx";
import { ask } from "../../session/actions.ts";
import { session } from "../../stores/session.ts";
import { useStore } from "../../stores/use-store.ts";

const STEPS = [1, 12, 13] as const;
const HOUR = 3_600_000;

/** The virtual clock: it moves with commands and with these steps, never with the wall. */
export function Clock() {
  const view = useStore(session, (state) => state.view);
  return (
    <span class="chip" role="group" aria-label="Virtual clock">
      <Icon name="clock" />
      <b class="num">{view ? dayAndTime(view.now, view.startedAt) : "Day 1"}</b>
      <ClockSteps />
    </span>
  );
}

/** The buttons alone, as in the settings on a phone. */
export function ClockSteps() {
  return (
    <>
      {STEPS.map((hours) => (
        <button
          type="button"
          key={hours}
          class="step"
          aria-label={`+${hours} h on the clock`}
          onClick={() => ask((actions) => actions.advance(hours * HOUR))}
        >
          +{hours} h
        </button>
      ))}
    </>
  );
}

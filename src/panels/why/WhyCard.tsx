/** The why-card in the terminal pane: which policies were looked at for a refused request, which statement decided, what would change it. */
import { render } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { type Decision, explain } from "../../../sandbox/policy.ts";
import { Icon } from "../../components/Icon.tsx";
import { ask } from "../../session/actions.ts";
import type { RequestEvent } from "../../session/contract.ts";
import { session } from "../../stores/session.ts";
import { useStore } from "../../stores/use-store.ts";
import { why } from "../../stores/why.ts";
import { Asked, EditDeciding, Flips, Trace, TryWithout } from "./Explained.tsx";
import { explainLine } from "./explain-line.ts";
import { REASON_BUTTON, showAccess, showRequest } from "./show.ts";
import { aside } from "./words.ts";

/** Puts the card into its place in the terminal pane. */
export function openWhyCard(place: HTMLElement): void {
  render(<Place />, place);
}

function Place() {
  const request = useStore(why, (state) => state.request);
  return request ? <WhyCard key={request.seq} request={request} /> : null;
}

/** Closes the card; the focus goes back to the button that opened it, or to the prompt when that is out of sight. */
function close(command: number): void {
  why.setState({ request: undefined });
  // The terminal has its rows again one frame later, and draws the button in the next.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const button = [...document.querySelectorAll<HTMLElement>(`${REASON_BUTTON}[data-command="${command}"]`)].find(
        (candidate) => candidate.offsetParent !== null,
      );
      if (button) button.focus();
      else ask((actions) => actions.focusTerminal());
    }),
  );
}

function WhyCard({ request }: { request: RequestEvent }) {
  const explanation = useMemo(() => explain(request.decision as Decision), [request]);
  const view = useStore(session, (state) => state.view);
  const card = useRef<HTMLElement>(null);
  useEffect(() => card.current?.focus({ preventScroll: true }), []);
  const { question } = explanation.decision;
  const extra = aside(request, view?.requests ?? []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    close(request.command);
  };
  return (
    <section class="why-card" role="dialog" aria-labelledby="why-title" aria-describedby="why-reason" tabIndex={-1} ref={card} onKeyDown={onKeyDown}>
      <header>
        <Icon name="ban" tone="fail" />
        <div>
          <h2 id="why-title">{explanation.headline}</h2>
          <p id="why-reason">
            {extra && `${extra} `}
            {explanation.why}
          </p>
        </div>
        <button type="button" class="icon-btn" aria-label="Close" onClick={() => close(request.command)}>
          <Icon name="cross" />
        </button>
      </header>
      <Asked decision={explanation.decision}>
        <dt>From</dt>
        <dd class="num">
          request {request.seq}, {new Date(request.at).toISOString().slice(11, 19)}
        </dd>
      </Asked>
      <Trace explanation={explanation} />
      <TryWithout explanation={explanation} />
      <Flips explanation={explanation} />
      <div class="row fixes">
        <EditDeciding decision={explanation.decision} primary />
        <button type="button" class="btn small" onClick={() => showRequest(request.seq)}>
          <Icon name="list" />
          Show request
        </button>
        <button type="button" class="btn small" onClick={() => showAccess(question)}>
          <Icon name="person" />
          Who may do what
        </button>
        <button type="button" class="btn small" onClick={() => ask((actions) => actions.type([explainLine(question, view?.me.arn ?? "")], false))}>
          <Icon name="play" />
          Ask in the terminal
        </button>
      </div>
    </section>
  );
}

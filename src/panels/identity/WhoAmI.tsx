import { useRef, useState } from "preact/hooks";
import { Icon } from "../../components/Icon.tsx";
import { session } from "../../stores/session.ts";
import { useStore } from "../../stores/use-store.ts";
import { lazy } from "../lazy.tsx";

const Policies = lazy(() => import("./Policies.tsx").then((panel) => panel.Policies));

/** Who the terminal's credentials belong to, and which AWS CLI it runs. */
export function WhoAmI() {
  const view = useStore(session, (state) => state.view);
  const me = view?.me ?? { name: "learner", arn: "arn:aws:iam::111122223333:user/learner", account: "111122223333", region: "us-east-1" };
  const popover = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" class="chip who" popovertarget="who">
        <Icon name="person" />
        <b>{me.name}</b>
        <span class="arn">{me.arn}</span>
      </button>
      <div class="popover" id="who" popover="auto" ref={popover} onToggle={(event) => setOpen(event.newState === "open")}>
        <h2>{me.name}</h2>
        <p class="mono">{me.arn}</p>
        <p>
          Account <span class="mono">{me.account}</span>, Region <span class="mono">{me.region}</span>, AWS CLI {view?.cli ?? 2}.
        </p>
        {isOpen && view && <Policies view={view} close={() => popover.current?.hidePopover()} />}
        <p>
          Ask the cloud yourself: <code>aws sts get-caller-identity</code>
        </p>
      </div>
    </>
  );
}

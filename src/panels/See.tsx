/** The See pane: the map and the requests behind two tabs. */
import { useEffect, useState } from "preact/hooks";
import { session } from "../stores/session.ts";
import { useStore } from "../stores/use-store.ts";
import { MapPanel } from "./map/MapPanel.tsx";
import { RequestsPanel } from "./requests/RequestsPanel.tsx";
import { Tabs } from "./Tabs.tsx";

/** Asks the See pane to show a tab: from a lesson's link or a failed command. */
export const SHOW_PANEL = "gantry:show-panel";

export function See() {
  const view = useStore(session, (state) => state.view);
  const [tab, setTab] = useState<"map" | "requests">("map");
  useEffect(() => {
    const show = (event: Event) => {
      const name = (event as CustomEvent<string>).detail;
      if (name === "map" || name === "requests") setTab(name);
    };
    document.addEventListener(SHOW_PANEL, show);
    return () => document.removeEventListener(SHOW_PANEL, show);
  }, []);
  return (
    <>
      <Tabs
        label="See"
        selected={tab}
        select={(name) => setTab(name)}
        tabs={[
          { name: "map", title: "Map" },
          { name: "requests", title: "Requests", count: view?.requestCount },
        ]}
      >
        <button type="button" class="btn small ghost only-dock dock-switch" data-dock="term">
          Terminal
        </button>
      </Tabs>
      <div class="panel" role="tabpanel" id={`see-${tab}`} aria-label={tab === "map" ? "Map" : "Requests"}>
        {tab === "map" ? <MapPanel view={view} /> : <RequestsPanel view={view} />}
      </div>
    </>
  );
}

/** The See pane: the map, the requests and who may do what, behind three tabs. */
import { useEffect, useState } from "preact/hooks";
import { session } from "../stores/session.ts";
import { useStore } from "../stores/use-store.ts";
import { lazy } from "./lazy.tsx";
import { MapPanel } from "./map/MapPanel.tsx";
import { RequestsPanel } from "./requests/RequestsPanel.tsx";
import { Tabs } from "./Tabs.tsx";

const AccessPanel = lazy(() => import("./access/AccessPanel.tsx").then((panel) => panel.AccessPanel));

type Tab = "map" | "requests" | "access";

const TITLES: Readonly<Record<Tab, string>> = { map: "Map", requests: "Requests", access: "Access" };

/** Asks the See pane to show a tab: from a lesson's link or a failed command. */
export const SHOW_PANEL = "gantry:show-panel";

export function See() {
  const view = useStore(session, (state) => state.view);
  const [tab, setTab] = useState<Tab>("map");
  useEffect(() => {
    const show = (event: Event) => {
      const name = (event as CustomEvent<string>).detail;
      if (name === "map" || name === "requests" || name === "access") setTab(name);
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
          { name: "map", title: TITLES.map },
          { name: "requests", title: TITLES.requests, count: view?.requestCount },
          { name: "access", title: TITLES.access },
        ]}
      >
        <button type="button" class="btn small ghost only-dock dock-switch" data-dock="term">
          Terminal
        </button>
      </Tabs>
      <div class="panel" role="tabpanel" id={`see-${tab}`} aria-label={TITLES[tab]}>
        {tab === "map" && <MapPanel view={view} />}
        {tab === "requests" && <RequestsPanel view={view} />}
        {tab === "access" && <AccessPanel view={view} />}
      </div>
    </>
  );
}

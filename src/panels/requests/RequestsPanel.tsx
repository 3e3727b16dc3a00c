/** Every request that reached the cloud: what was asked, what it was allowed to do, what came back. */
import { useState } from "preact/hooks";
import { Icon } from "../../components/Icon.tsx";
import type { RequestEvent, View } from "../../session/contract.ts";
import { inspected } from "../../stores/inspected.ts";
import { useStore } from "../../stores/use-store.ts";
import { lazy } from "../lazy.tsx";
import { Exchange } from "./Exchange.tsx";

const DecisionView = lazy(() => import("./DecisionView.tsx").then((panel) => panel.DecisionView));

export function RequestsPanel({ view }: { view: View | undefined }) {
  const selected = useStore(inspected, ({ seq }) => seq);
  const select = (seq: number | undefined) => inspected.setState({ seq });
  const requests = view?.requests ?? [];
  const open = requests.find(({ seq }) => seq === selected);
  if (requests.length === 0) {
    return <p class="none">Nothing has been asked of the cloud yet. Run an aws or docker command, and each of its requests appears here.</p>;
  }
  return (
    <div class="panel">
      <div class="table-wrap" tabIndex={0} role="group" aria-label="Requests">
        <table class="data requests">
          <thead>
            <tr>
              {["No.", "Request", "Path", "Asked IAM for", "Status"].map((head) => (
                <th key={head} scope="col">
                  <span class="stencil">{head}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {requests.toReversed().map((request) => (
              <RequestRow key={request.seq} request={request} selected={request.seq === selected} select={select} />
            ))}
          </tbody>
        </table>
      </div>
      {open && <Detail key={open.seq} request={open} close={() => select(undefined)} />}
    </div>
  );
}

function RequestRow({ request, selected, select }: { request: RequestEvent; selected: boolean; select(seq: number): void }) {
  // A client that asks first whether a layer is there, or what login is wanted, expects these answers.
  const expected = request.status === 401 || (request.status === 404 && request.method === "HEAD");
  const tone = request.status < 400 ? "" : expected ? "wait" : "fail";
  const asked = request.action?.replace(/^ecr:/, "") ?? "nothing";
  return (
    <tr aria-selected={selected} onClick={() => select(request.seq)}>
      <td class="mono num">{request.seq}</td>
      <td>
        <button type="button" class="link" aria-expanded={selected}>
          {request.method}
        </button>
      </td>
      <td class="mono path" title={`${request.host}${request.path}`}>
        {request.path === "/" ? (request.operation ?? request.host) : shortPath(request.path)}
        {request.action && asked !== request.operation && <small>asked IAM for {asked}</small>}
      </td>
      <td title={request.action}>{asked}</td>
      <td class={`mono ${tone}`}>
        {request.status} {tone === "fail" && <span class="outcome">{request.outcome}</span>}
      </td>
    </tr>
  );
}

/** A path with its long names cut: digests after eight digits, ids of uploads after their first part, and no tokens of a query. */
function shortPath(path: string): string {
  return path
    .replace(/(sha256(?::|%3A)[0-9a-f]{8})[0-9a-f]{56}/g, "$1…")
    .replace(/([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f-]{22}/g, "$1…")
    .replace(/([?&]\w+=[^&]{16})[^&…]{12,}/g, "$1…");
}

function Detail({ request, close }: { request: RequestEvent; close(): void }) {
  const [tab, setTab] = useState<"exchange" | "decision">(request.outcome === "denied" ? "decision" : "exchange");
  return (
    <section class="detail" aria-label={`Request ${request.seq}`}>
      <div class="tabs">
        <div class="tab-list" role="tablist" aria-label="Request">
          {(["exchange", "decision"] as const).map((name) => (
            <button type="button" key={name} class="tab" role="tab" aria-selected={tab === name} onClick={() => setTab(name)}>
              {name === "exchange" ? "Exchange" : "Decision"}
            </button>
          ))}
        </div>
        <span class="gap" />
        <button type="button" class="icon-btn" aria-label="Close the request" onClick={close}>
          <Icon name="cross" />
        </button>
      </div>
      {tab === "exchange" ? <Exchange request={request} /> : <DecisionView request={request} />}
    </section>
  );
}

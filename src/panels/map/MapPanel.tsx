/** The registry as a yard: a berth per repository, a stack per image, a flag per tag, a crane where a push arrives. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { counted, size } from "../../components/format.ts";
import { Icon } from "../../components/Icon.tsx";
import { ask } from "../../session/actions.ts";
import type { LayerView, View } from "../../session/contract.ts";
import { settings } from "../../stores/settings.ts";
import { useStore } from "../../stores/use-store.ts";
import { editPolicy } from "../edit-policy.ts";
import { Container, DigestLabel } from "./Container.tsx";
import { MapTable } from "./MapTable.tsx";
import { type Berth, berths, change, found, labels, loose, type Stack, stored, token, withLeaving } from "./model.ts";

const PAINT_DIGITS = [..."0123456789abcdef"];

export function MapPanel({ view }: { view: View | undefined }) {
  const reader = useStore(settings, (state) => state.reader);
  const [asTable, setAsTable] = useState<boolean>();
  const table = asTable ?? reader;
  const caption = useCaption(view);
  return (
    <div class="panel">
      <TokenPlate view={view} />
      {view && table ? <MapTable view={view} /> : <Yards view={view} />}
      <div class="caption">
        <p role="status" title={caption}>
          {caption}
        </p>
        <span class="gap" />
        {view && (
          <button type="button" class="btn small ghost" onClick={() => editPolicy({ kind: "registry", registry: registryOf(view) })}>
            Registry policy
          </button>
        )}
        <button type="button" class="btn small ghost" aria-pressed={table} onClick={() => setAsTable(!table)}>
          <Icon name="list" />
          As a table
        </button>
      </div>
    </div>
  );
}

function registryOf({ me: { account, region } }: View): { readonly account: string; readonly region: string } {
  return { account, region };
}

/** What happened last, in words: read out politely, and all there is with reduced motion. */
function useCaption(view: View | undefined): string {
  const last = useRef<View | undefined>(undefined);
  const [caption, setCaption] = useState("");
  useEffect(() => {
    if (!view) return;
    const sentence = change(last.current, view);
    if (sentence) setCaption(sentence);
    last.current = view;
  }, [view]);
  return caption;
}

export function TokenPlate({ view }: { view: View | undefined }) {
  const state = view ? token(view) : { host: "111122223333.dkr.ecr.us-east-1.amazonaws.com", share: 0, tone: "", words: "Docker is not logged in" };
  const around = 2 * Math.PI * 19;
  return (
    <div class="plate">
      <span class={`token-ring ${state.tone}`}>
        <svg class="arc" viewBox="0 0 44 44" aria-hidden="true">
          <circle cx="22" cy="22" r="19" />
          {state.share > 0 && <circle class="left" cx="22" cy="22" r="19" stroke-dasharray={`${state.share * around} ${around}`} />}
        </svg>
        <Icon name="key" />
      </span>
      <div>
        <strong class="num">{state.words}</strong>
        <div class="host">{state.host}</div>
      </div>
    </div>
  );
}

/** The yard alone, as on the home page. */
export function Yards({ view, legend = true }: { view: View | undefined; legend?: boolean }) {
  const list = useFading(view);
  const kept = useFound(view);
  const length = view ? labels(view) : 4;
  const sum = view && stored(view);
  const wide = widest(list);
  return (
    <div class="yards" role="group" aria-label="Registry map" tabIndex={legend ? 0 : undefined}>
      {list.length === 0 && <NoBerths />}
      {list.map((berth) => (
        <BerthView key={berth.key} berth={berth} wide={berth.key === wide} labelLength={length} kept={kept} live={legend} />
      ))}
      {sum && (
        <p class="sum">
          <b>{sum}</b> Same paint and mark means same digest.
        </p>
      )}
      {legend && (
        <div class="legend">
          <div class="paints" aria-hidden="true">
            {PAINT_DIGITS.map((digit) => (
              <i key={digit} class={`d${digit}`}>
                {digit}
              </i>
            ))}
          </div>
          Paint is the first hex digit of a digest, the mark is the second.
        </div>
      )}
    </div>
  );
}

/** An empty registry: what will stand here, and the command that begins it. */
function NoBerths() {
  return (
    <section class="no-berths" aria-label="No repositories">
      <p>
        <b>No repositories yet.</b> Each one gets a berth here, each image a stack of its layers.
      </p>
      <button
        type="button"
        class="btn small"
        onClick={() => ask((actions) => actions.type(["aws ecr create-repository --repository-name web"], false))}
      >
        Type the command that creates one
      </button>
      <div class="yard" />
    </section>
  );
}

/** The berth that gets the full width: where something arrives, else the one with most stacks. */
function widest(list: readonly Berth[]): string | undefined {
  const arriving = list.find((berth) => berth.arriving.length > 0);
  if (arriving) return arriving.key;
  const most = [...list].sort((a, b) => b.stacks.length - a.stacks.length)[0];
  return list.length === 1 || (most && most.stacks.length > 2) ? most?.key : undefined;
}

/** Milliseconds that something deleted is still drawn: as long as it fades (`--move`). */
const FADE = 280;

/** The berths, with what has just gone for as long as it fades. */
function useFading(view: View | undefined): readonly Berth[] {
  const left = useRef<ReadonlySet<string>>(new Set());
  if (view && !view.running) left.current = loose(view);
  const list = view ? berths(view, left.current) : [];
  const last = useRef<readonly Berth[]>([]);
  const [fading, setFading] = useState<readonly Berth[]>();
  useLayoutEffect(() => {
    const merged = view && !matchMedia("(prefers-reduced-motion: reduce)").matches ? withLeaving(last.current, list) : undefined;
    last.current = list;
    setFading(merged);
    if (!merged) return;
    const timer = setTimeout(() => setFading(undefined), FADE);
    return () => clearTimeout(timer);
  }, [view]);
  return fading ?? list;
}

/** Layers that requests since the last view have found in place: they blink once. */
function useFound(view: View | undefined): ReadonlyMap<string, number> {
  const newest = view?.requests.at(-1)?.seq ?? 0;
  const first = useRef<number | undefined>(undefined);
  // What was asked before the map was first drawn is no news.
  if (view && first.current === undefined) first.current = newest;
  return view ? found(view, first.current ?? newest) : new Map();
}

interface BerthProps {
  readonly berth: Berth;
  readonly wide: boolean;
  readonly labelLength: number;
  readonly kept: ReadonlyMap<string, number>;
  /** It can be operated: it is no picture of a map. */
  readonly live: boolean;
}

function BerthView({ berth, wide, labelLength, kept, live }: BerthProps) {
  const busy = berth.arriving.length > 0;
  const filled = busy || berth.stacks.length > 0;
  return (
    <section class={`berth${wide ? " is-wide" : ""}${berth.leaving ? " is-leaving" : ""}`} aria-label={`Repository ${berth.name}`}>
      <header>
        <div class="facts">
          <h3>{berth.name}</h3>
          {berth.facts.map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
        </div>
        {live && (
          <button type="button" class="link" aria-label={`Policy of ${berth.name}`} onClick={() => editPolicy(policyOf(berth))}>
            Policy
          </button>
        )}
      </header>
      <div class={`yard has-under${busy ? " has-crane" : ""}`}>
        {busy && <Gantry />}
        {filled ? (
          <ul class="stacks">
            {berth.stacks.map((stack) => (
              <StackView key={stack.digest} stack={stack} berth={berth} labelLength={labelLength} kept={kept} />
            ))}
            {busy && <ArrivingStack layers={berth.arriving} labelLength={labelLength} />}
          </ul>
        ) : (
          <p class="empty">
            Empty berth.
            <br />
            Push to fill it.
          </p>
        )}
      </div>
    </section>
  );
}

/** The berth's repository as what a policy is edited for. */
function policyOf({ key, name }: Berth): Parameters<typeof editPolicy>[0] {
  const [account = "", region = ""] = key.split("/");
  return { kind: "repository", registry: { account, region }, name };
}

/** Beam and legs over a berth that is receiving. */
function Gantry() {
  return (
    <div aria-hidden="true">
      <i class="leg" />
      <i class="leg" />
      <i class="beam" />
    </div>
  );
}

/** Trolley, ropes and spreader with the newest container; a new container is a new hook, so it moves again. */
function Hook({ layer, labelLength }: { layer: LayerView; labelLength: number }) {
  return (
    <div class="hook" aria-hidden="true">
      <i class="trolley" />
      <i class="rope" />
      <i class="spreader" />
      <span class="load">
        <Container layer={layer} labelLength={labelLength} />
      </span>
    </div>
  );
}

function StackView({ stack, berth, labelLength, kept }: Omit<BerthProps, "wide" | "live"> & { stack: Stack }) {
  // What was found before this image came is in another stack.
  const [born] = useState(() => Math.max(0, ...kept.values()));
  return (
    <li class={`stack${stack.leaving ? " is-leaving" : ""}`}>
      {stack.tags.length > 0 && (
        <ul class="flags" aria-label="Tags">
          {stack.tags.map((tag) => (
            <li key={tag} class="flag" title={tag}>
              {berth.immutable && <Icon name="lock" />}
              {tag}
            </li>
          ))}
        </ul>
      )}
      <ul class="layers" aria-label={`${counted(stack.layers.length, "layer")}, base first`}>
        {stack.layers.map((layer, index) => {
          const seen = kept.get(`${berth.name} ${layer.digest}`);
          // A new key draws the container anew, so that it blinks again.
          return (
            <li key={`${index} ${layer.digest} ${seen ?? ""}`} class={seen !== undefined && seen > born ? "is-kept" : ""}>
              <Container layer={layer} labelLength={labelLength} />
            </li>
          );
        })}
      </ul>
      <p class="under">
        <b>
          <DigestLabel digest={stack.digest} />
        </b>
        {stack.tags.length > 0 ? size(stack.size) : "untagged"}
      </p>
    </li>
  );
}

/** The newest container is still on the hook: its slot is dashed. */
function ArrivingStack({ layers, labelLength }: { layers: readonly LayerView[]; labelLength: number }) {
  const newest = layers.at(-1);
  return (
    <li class="stack is-arriving">
      {newest && <Hook key={newest.digest} layer={newest} labelLength={labelLength} />}
      <ul class="layers" aria-label={`${counted(layers.length, "layer")} arriving`}>
        {layers.map((layer, index) => (
          <li key={layer.digest} class="is-landing">
            <Container layer={layer} labelLength={labelLength} waiting={index === layers.length - 1} />
          </li>
        ))}
      </ul>
      <p class="under">
        <b>arriving</b>
        {counted(layers.length, "layer")}
      </p>
    </li>
  );
}

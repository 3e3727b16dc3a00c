/** The terminal on a phone: a transcript of commands, a row of keys, and a native input, which touch keyboards understand. */
import { Fragment } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { dayAndTime } from "../components/format.ts";
import { Icon } from "../components/Icon.tsx";
import { reasonOf, showReason } from "../panels/why/show.ts";
import { ask } from "../session/actions.ts";
import { session } from "../stores/session.ts";
import { type Block, transcript } from "../stores/transcript.ts";
import { useStore } from "../stores/use-store.ts";
import { NARROW } from "./narrow.ts";
import { plainLines } from "./plain.ts";

/** Whose credentials, what time: the bar has no room for them here. */
export function PhoneStrip() {
  const view = useStore(session, (state) => state.view);
  return (
    <>
      <Icon name="person" />
      <b>{view?.me.name ?? "learner"}</b>
      <span class="gap" />
      <Icon name="clock" />
      <b class="num">{view ? dayAndTime(view.now, view.startedAt) : "Day 1"}</b>
      <span>{view?.me.region ?? "us-east-1"}</span>
    </>
  );
}

/** Drawn on narrow screens only: elsewhere xterm shows the same, and drawing both would cost every frame of output. */
export function PhoneTranscript() {
  return useNarrow() ? <Blocks /> : null;
}

function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(NARROW).matches);
  useEffect(() => {
    const query = matchMedia(NARROW);
    const change = () => setNarrow(query.matches);
    query.addEventListener("change", change);
    return () => query.removeEventListener("change", change);
  }, []);
  return narrow;
}

function Blocks() {
  const { blocks, notices } = useStore(transcript, (state) => state);
  const view = useStore(session, (state) => state.view);
  const end = useRef<HTMLDivElement>(null);
  const newest = blocks.at(-1)?.number;
  // The way to a reason, and notices, come after the output.
  const reason = newest === undefined ? undefined : reasonOf(newest);
  useEffect(() => end.current?.scrollIntoView({ block: "end" }), [blocks, notices, reason]);
  const last = view?.history.at(-1)?.number ?? Number.POSITIVE_INFINITY;
  return (
    <>
      {blocks.map((block) => (
        <Fragment key={block.id}>
          <BlockView
            block={block}
            rewound={block.replaced === true || (block.status !== undefined && view?.running === false && block.number > last)}
          />
          {notices
            .filter(({ after }) => after === block.id)
            .map((notice) => (
              <NoticeView key={notice.text} notice={notice} />
            ))}
        </Fragment>
      ))}
      <div ref={end} />
    </>
  );
}

function NoticeView({ notice }: { notice: { readonly text: string; readonly run?: string } }) {
  return (
    <p class="notice">
      {notice.text.replaceAll("`", "")}
      {notice.run && (
        <button type="button" class="panel-link" onClick={() => ask((actions) => actions.type([notice.run ?? ""], true))}>
          {" "}
          {notice.run}
        </button>
      )}
    </p>
  );
}

function BlockView({ block, rewound }: { block: Block; rewound: boolean }) {
  const reason = useStore(session, () => reasonOf(block.number));
  const failed = block.status !== undefined && block.status !== 0;
  const kind = block.status === undefined ? "is-running" : failed ? "is-failed" : "is-ok";
  const lines = plainLines(block.output);
  const wide = lines.length > 1 && lines.some((line) => /\S {3,}\S/.test(line.map(({ text }) => text).join("")));
  return (
    <section class={`block ${kind}${rewound ? " is-rewound" : ""}`}>
      {block.status === undefined ? <Icon name="half" tone="wait" /> : failed ? <Icon name="cross" tone="fail" /> : <Icon name="check" tone="pass" />}
      <h3>{block.line}</h3>
      {lines.length > 0 && (
        <pre class={wide ? "wide" : ""} tabIndex={wide ? 0 : undefined}>
          {lines.map((line, index) => (
            <span key={index}>
              {line.map(({ text, tone }, piece) =>
                tone ? (
                  <span key={piece} class={tone}>
                    {text}
                  </span>
                ) : (
                  text
                ),
              )}
              {"\n"}
            </span>
          ))}
        </pre>
      )}
      {failed && reason !== undefined && (
        <button type="button" class="why" data-command={block.number} onClick={() => showReason(reason)}>
          <Icon name="question" />
          Why did that fail?
        </button>
      )}
    </section>
  );
}

interface PhoneKeysProps {
  complete(): void;
  insert(text: string): void;
  earlier(): void;
  interrupt(): void;
  endOfInput(): void;
}

export function PhoneKeys({ complete, insert, earlier, interrupt, endOfInput }: PhoneKeysProps) {
  return (
    <>
      <button type="button" onClick={complete}>
        Tab
      </button>
      <button type="button" aria-label="Earlier command" onClick={earlier}>
        ↑
      </button>
      {["--", "|", "$( )", "/"].map((text) => (
        <button type="button" key={text} onClick={() => insert(text.replace(" ", ""))}>
          {text}
        </button>
      ))}
      <button type="button" aria-label="Control C" onClick={interrupt}>
        ^C
      </button>
      <button type="button" aria-label="Control D" onClick={endOfInput}>
        ^D
      </button>
    </>
  );
}

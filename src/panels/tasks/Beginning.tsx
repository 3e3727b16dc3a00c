/** At the top of a lesson, before its first command: a world of the learner's own that fits it. Loaded once the engine is there. */
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ask } from "../../session/actions.ts";
import { recall, remember } from "../../stores/kept.ts";
import { session } from "../../stores/session.ts";
import { useStore } from "../../stores/use-store.ts";

interface World {
  readonly slot: string;
  readonly title: string;
}

export function enlivenBeginning(place: HTMLElement, slug: string, before: readonly { readonly slug: string; readonly title: string }[]): void {
  if (place.dataset.alive !== undefined || !place.isConnected) return;
  place.dataset.alive = "";
  const worlds = [...before.map((lesson) => ({ slot: `lesson:${lesson.slug}`, title: lesson.title })), { slot: "world:blank", title: "the sandbox" }];
  render(<Beginning slug={slug} worlds={worlds} />, place);
}

function Beginning({ slug, worlds }: { slug: string; worlds: readonly World[] }) {
  const isUntouched = useStore(session, ({ view, lesson }) => lesson?.slug === slug && view?.history.length === 0 && view.undone.length === 0);
  const key = `gantry-from ${slug}`;
  const [from, setFrom] = useState(() => recall<string>(key, ""));
  const [fitting, setFitting] = useState<readonly World[]>([]);
  useEffect(() => {
    if (!isUntouched || from !== "") return;
    ask(async (actions) => {
      const slots = await actions.fitting(worlds.map(({ slot }) => slot));
      setFitting(worlds.filter(({ slot }) => slots.includes(slot)));
    });
  }, [isUntouched, from]);
  const begin = (how: { readonly from: string } | { readonly fresh: true }, title: string) =>
    ask(async (actions) => {
      await actions.begin(how);
      remember(key, title);
      setFrom(title);
    });
  if (!isUntouched || (from === "" && fitting.length === 0)) return null;
  return (
    <aside class="callout beginning" role="status">
      {from === "" ? (
        <>
          <p>This lesson begins in a world made for it. One of your own fits too: it has all that is needed, and stays as it is.</p>
          <p class="calls">
            {fitting.map(({ slot, title }) => (
              <button type="button" class="btn small" key={slot} onClick={() => begin({ from: slot }, title)}>
                <span>Go on in your world from {title}</span>
              </button>
            ))}
          </p>
        </>
      ) : (
        <>
          <p>You have begun in a copy of your world from {from}.</p>
          <p class="calls">
            <button type="button" class="btn small" onClick={() => begin({ fresh: true }, "")}>
              Begin in the world made for it
            </button>
          </p>
        </>
      )}
    </aside>
  );
}

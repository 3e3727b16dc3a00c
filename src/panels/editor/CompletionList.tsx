/** What could stand at the cursor of the plain field, in a list under it. */
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Completion } from "../../../sandbox/policy.ts";
import { placeOf } from "./surface.ts";

interface CompletionListProps {
  readonly area: HTMLTextAreaElement;
  readonly offered: Completion;
  readonly chosen: number;
  take(index: number): void;
}

export function CompletionList({ area, offered, chosen, take }: CompletionListProps) {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current } = list;
    const place = placeOf(area.value, offered.from);
    const style = getComputedStyle(area);
    const height = Number.parseFloat(style.lineHeight);
    if (!current) return;
    const top = area.offsetTop + Number.parseFloat(style.paddingTop) + place.line * height - area.scrollTop;
    const left = area.offsetLeft + Number.parseFloat(style.paddingLeft) + (place.column - 1) * characterWidth(style) - area.scrollLeft;
    const room = area.offsetTop + area.clientHeight;
    current.style.left = `${Math.max(4, Math.min(left, area.offsetLeft + area.clientWidth - current.offsetWidth - 4))}px`;
    current.style.top = `${top + current.offsetHeight > room ? Math.max(0, top - height - current.offsetHeight) : top}px`;
  }, [area, offered]);
  useLayoutEffect(() => {
    list.current?.children[chosen]?.scrollIntoView({ block: "nearest" });
  }, [chosen, offered]);
  return (
    <div class="completions" id="completions" role="listbox" tabIndex={-1} aria-label="Completions" ref={list}>
      {offered.options.map(({ label, note }, index) => (
        <button
          type="button"
          key={label}
          id={`completion-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => take(index)}
        >
          <code>{label}</code>
          <span>{note}</span>
        </button>
      ))}
    </div>
  );
}

function characterWidth({ font }: CSSStyleDeclaration): number {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) return 8;
  context.font = font;
  return context.measureText("0".repeat(20)).width / 20;
}

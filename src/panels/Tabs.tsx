import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";

interface TabsProps<Name extends string> {
  readonly label: string;
  readonly selected: Name;
  select(name: Name): void;
  readonly tabs: readonly { readonly name: Name; readonly title: string; readonly count?: number | undefined }[];
  readonly children?: ComponentChildren;
}

/** A row of tabs with arrow keys; what stands beside the tabs comes as children. */
export function Tabs<Name extends string>({ label, selected, select, tabs, children }: TabsProps<Name>) {
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const index = tabs.findIndex(({ name }) => name === selected);
    const next = tabs[(index + step + tabs.length) % tabs.length];
    if (!next) return;
    select(next.name);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.name}"]`)?.focus();
  };
  return (
    <div class="tabs">
      <div class="tab-list" role="tablist" aria-label={label} ref={list} onKeyDown={move}>
        {tabs.map(({ name, title, count }) => (
          <button
            type="button"
            key={name}
            class="tab"
            role="tab"
            data-tab={name}
            aria-selected={name === selected}
            tabIndex={name === selected ? 0 : -1}
            onClick={() => select(name)}
          >
            {title}
            {count !== undefined && <span class="count num">{count}</span>}
          </button>
        ))}
      </div>
      <span class="gap" />
      {children}
    </div>
  );
}

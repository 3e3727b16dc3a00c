/** The digest under the pointer or the focus: every place that shows it is outlined. */
import { createStore } from "zustand/vanilla";

export const highlight = createStore<{ readonly digest: string | undefined }>(() => ({ digest: undefined }));

/** Event handlers for anything that stands for a digest. */
export function highlights(digest: string): { onPointerEnter(): void; onPointerLeave(): void; onFocus(): void; onBlur(): void } {
  const on = () => highlight.setState({ digest });
  const off = () => highlight.setState({ digest: undefined });
  return { onPointerEnter: on, onPointerLeave: off, onFocus: on, onBlur: off };
}

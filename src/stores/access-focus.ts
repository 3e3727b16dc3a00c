/** What the Access tab is asked to show: a repository, and in it one cell. */
import { createStore } from "zustand/vanilla";

export interface AccessFocus {
  /** Row key, `account/region/name`; undefined leaves what is shown. */
  readonly repository?: string | undefined;
  /** Row key of a principal, and an action: the cell whose explanation is open. */
  readonly cell?: { readonly principal: string; readonly action: string } | undefined;
}

export const accessFocus = createStore<AccessFocus>(() => ({}));

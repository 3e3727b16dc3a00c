import { useEffect, useState } from "preact/hooks";
import type { StoreApi } from "zustand/vanilla";

/** A component's view of a store: renders again when what it selects changes. */
export function useStore<State, Selected>(store: StoreApi<State>, select: (state: State) => Selected): Selected {
  const [selected, setSelected] = useState(() => select(store.getState()));
  useEffect(() => {
    const sync = (state: State) => setSelected(() => select(state));
    sync(store.getState());
    return store.subscribe(sync);
  }, [store]);
  return selected;
}

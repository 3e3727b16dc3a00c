/** The request that is open in the Requests panel. */
import { createStore } from "zustand/vanilla";

export const inspected = createStore<{ readonly seq: number | undefined }>(() => ({ seq: undefined }));

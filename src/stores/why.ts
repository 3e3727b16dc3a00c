/** The refused request that the why-card explains; undefined while no card is open. */
import { createStore } from "zustand/vanilla";
import type { RequestEvent } from "../session/contract.ts";

export const why = createStore<{ readonly request: RequestEvent | undefined }>(() => ({ request: undefined }));

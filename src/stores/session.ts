/** What the page knows of the running session: the newest view, and whether it can be used. */
import { createStore } from "zustand/vanilla";
import type { Lesson, View } from "../session/contract.ts";

export interface SessionState {
  readonly view: View | undefined;
  readonly lesson: Lesson | undefined;
  /** What is open decides a question: it is no progress. */
  readonly isProof: boolean;
  /** `starting` until the first view; `elsewhere` while another tab writes; `stopped` with the reason when the engine cannot go on. */
  readonly status: "starting" | "ready" | "elsewhere" | "stopped";
  readonly problem?: string;
}

export const session = createStore<SessionState>(() => ({ view: undefined, lesson: undefined, isProof: false, status: "starting" }));

/** What the page and its worker say to each other beside `SessionApi`. */
import type { SessionApi } from "../session/api.ts";
import type { Asking } from "./turn.ts";

export interface Started {
  /** False while another tab writes: this one then shows the state and keeps nothing. */
  readonly writes: boolean;
  /** False where the browser allows no storage: everything lasts until the page is left. */
  readonly keeps: boolean;
}

export interface WorkerApi extends SessionApi {
  /**
   * Called once, before anything else; other calls may follow without waiting for it. `writer` is unique per start; `asking` says
   * what becomes of another tab that writes; `lost` is called when another tab takes the turn from here, and from then on nothing is
   * written. `calm`: no pauses for the eye (reduced motion).
   */
  start(writer: string, asking: Asking, lost: () => void, calm?: boolean): Promise<Started>;
  /** To be called once something is open: fetches what the first command needs, and resolves when a command would run at once. */
  ready(): Promise<void>;
}

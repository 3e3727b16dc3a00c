/** What the page and its worker say to each other beside `SessionApi`. */
import type { SessionApi } from "../session/api.ts";

export interface StartOptions {
  /** Id of this tab's worker, unique per start. */
  readonly writer: string;
  /** Take the turn from another tab that writes. */
  readonly takeOver: boolean;
  /** Called when another tab takes the turn; from then on nothing is written here. */
  readonly lost: () => void;
}

export interface Started {
  /** False while another tab writes: this one then shows the state and keeps nothing. */
  readonly writes: boolean;
}

export interface WorkerApi extends SessionApi {
  start(options: StartOptions): Promise<Started>;
}

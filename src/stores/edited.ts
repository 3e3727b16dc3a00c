/** The file that the word `edit` or a policy's button has opened, until it is saved or closed. */
import { createStore } from "zustand/vanilla";
import type { EditTarget } from "../../sandbox/policy.ts";

export interface EditedFile {
  readonly path: string;
  /** As it was saved; what is compared with, and reverted to. */
  readonly text: string;
  /** What it was opened for; without it the editor guesses. */
  readonly target?: EditTarget;
  /** What stands in the editor at first, when that is not what was saved: a statement has been proposed. */
  readonly draft?: string;
  /** Where the cursor is at first, in UTF-16 units. */
  readonly cursor?: number;
}

export const edited = createStore<{ readonly file: EditedFile | undefined }>(() => ({ file: undefined }));

/** The file that the word `edit` has opened, until it is saved or closed. */
import { createStore } from "zustand/vanilla";

export interface EditedFile {
  readonly path: string;
  readonly text: string;
}

export const edited = createStore<{ readonly file: EditedFile | undefined }>(() => ({ file: undefined }));

/** The policy that stands in the editor, for the panel that shows who could do what with it; undefined while no policy is edited. */
import { createStore } from "zustand/vanilla";
import type { EditTarget } from "../../sandbox/policy.ts";

export interface PolicyDraft {
  readonly target: EditTarget;
  readonly text: string;
  /** What the text says, if it can be read as a JSON object. */
  readonly document?: Readonly<Record<string, unknown>>;
}

export const policyDraft = createStore<{ readonly draft: PolicyDraft | undefined }>(() => ({ draft: undefined }));

/** The draft of a text; its document is left out while the text is no JSON object. */
export function draftOf(target: EditTarget, text: string): PolicyDraft {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document === "object" && document !== null && !Array.isArray(document))
      return { target, text, document: document as Record<string, unknown> };
  } catch {
    // Half a text is the usual state of a text that is being written.
  }
  return { target, text };
}

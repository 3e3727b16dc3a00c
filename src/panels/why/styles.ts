/** The styles of explanations travel with their chunk, so that no page waits for them. */

import { adoptedSheet } from "../../styles/adopt.ts";
import css from "../../styles/why.css?inline";

let isAdopted = false;

/** Once per document. */
export function adoptWhyStyles(): void {
  if (isAdopted) return;
  isAdopted = true;
  adoptedSheet().replace(css);
}

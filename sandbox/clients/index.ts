/** Every program of the learner's computer, sorted by name. A new program is one folder and one line here. */
import { shells } from "../shell/index.ts";
import type { Installed } from "../shell/program.ts";

export const programs: readonly Installed[] = [...shells].sort((a, b) => (a.name < b.name ? -1 : 1));

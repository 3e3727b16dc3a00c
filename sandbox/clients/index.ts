/** Every program of the learner's computer, sorted by name. A new program is one folder and one line here. */
import { shells } from "../shell/index.ts";
import type { Installed } from "../shell/program.ts";
import { aws } from "./aws/index.ts";
import { curl } from "./curl/index.ts";
import { docker } from "./docker/index.ts";
import { textTools } from "./text/index.ts";

export const programs: readonly Installed[] = [...shells, ...textTools, aws, curl, docker].sort((a, b) => (a.name < b.name ? -1 : 1));

/** true and false. */
import type { Installed } from "../../shell/program.ts";

const simply = (name: string, status: number): Installed => ({ name, summary: `exit with status ${status}`, program: async () => status });

export const truth = simply("true", 0);

export const falsehood = simply("false", 1);

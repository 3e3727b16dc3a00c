/** The policy simulator's operations. */
import type { IamOperation } from "../operation.ts";

export const SIMULATION: readonly IamOperation[] = [];

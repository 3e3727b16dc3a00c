/**
 * What a registry owes by the OCI distribution specification, as one table of cases (decision 38). Each case makes requests in a
 * repository of its own and says what the last answer must be. The same table goes to Debian's `docker-registry`; where that differs,
 * the case says how and why.
 */
import { ARTIFACTS } from "./artifacts.ts";
import type { Case } from "./bench.ts";
import { DELETE } from "./deletes.ts";
import { LISTS } from "./lists.ts";
import { MANIFESTS } from "./manifests.ts";
import { PULL } from "./pull.ts";
import { PUSH } from "./push.ts";
import { UPLOADS } from "./uploads.ts";

export const CASES: readonly Case[] = [...PULL, ...PUSH, ...UPLOADS, ...MANIFESTS, ...ARTIFACTS, ...LISTS, ...DELETE];

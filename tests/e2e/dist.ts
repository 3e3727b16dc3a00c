import { fileURLToPath } from "node:url";

/** The folder of the built site. */
export const DIST = process.env.GANTRY_DIST ?? fileURLToPath(new URL("../../dist/", import.meta.url));

import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Needs what `npm run compare` installs; `npm test` never runs these. */
export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    name: "compare",
    include: ["tests/compare/**/*.test.ts"],
    exclude: ["**/node_modules/**"],
    testTimeout: 180_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});

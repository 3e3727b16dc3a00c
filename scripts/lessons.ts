/** `npm run lessons -- NAME`: the tests of one lesson, fast; without a name those of all. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const [name] = process.argv.slice(2);
const { status } = spawnSync(process.execPath, ["node_modules/vitest/vitest.mjs", "run", "tests/lessons"], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, ...(name ? { LESSON: name } : {}) },
});
process.exit(status ?? 1);

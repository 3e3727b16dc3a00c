// `npm start`: builds the site when its sources are newer than the last build, serves it and prints the address.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const SOURCES = ["src", "sandbox", "lessons", "public", "docs/glossary.md", "astro.config.mjs", "package-lock.json"];

/** Newest modification under a path, epoch milliseconds. */
function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), 0);
}

const built = existsSync("dist/index.html") ? statSync("dist/index.html").mtimeMs : 0;
if (SOURCES.filter(existsSync).some((path) => newest(path) > built)) {
  console.log("gantry: building the site …");
  const { status } = spawnSync("astro build", {
    shell: true,
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: "1", NODE_OPTIONS: "--disable-warning=ExperimentalWarning" },
  });
  if (status !== 0) {
    console.error("gantry: the build failed; see above.");
    process.exit(1);
  }
}
const { serveSite } = await import("../sandbox/node/site.ts");
await serveSite(process.argv.slice(2));

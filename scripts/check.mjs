// `npm run check`: format, types, lint, unused code, the house rules. Steps run two at a time; each prints only when it fails.
import { spawn, spawnSync } from "node:child_process";

/** Type-checks one project; what the last run found out about unchanged files is kept beside the packages. */
const types = (project) => `tsc -p sandbox/${project}.json --incremental --tsBuildInfoFile node_modules/.cache/${project}.tsbuildinfo`;

const steps = [
  ["format and lint", "biome ci --colors=off --error-on-warnings --max-diagnostics=40"],
  ["types: sandbox", types("tsconfig")],
  ["types: node and tests", types("tsconfig.node")],
  ["types: worker", types("tsconfig.worker")],
  ["types: site", "astro check --minimumFailingSeverity warning"],
  ["unused code", "knip"],
  ["house rules", "vitest run --project architecture"],
];

const failed = [];
async function runStep([name, command]) {
  const started = performance.now();
  const output = [];
  const code = await new Promise((resolve) => {
    const child = spawn(command, {
      shell: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NO_COLOR: "1", ASTRO_TELEMETRY_DISABLED: "1" },
    });
    child.stdout.on("data", (data) => output.push(data));
    child.stderr.on("data", (data) => output.push(data));
    child.on("exit", resolve);
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (code === 0) console.log(`  ok    ${name} (${seconds} s)`);
  else {
    failed.push(name);
    console.log(`  FAIL  ${name} (${seconds} s): ${command}\n${Buffer.concat(output)}`);
  }
}

const waiting = [...steps];
await Promise.all(
  [0, 1].map(async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) await runStep(step);
  }),
);
const { notImplemented } = await import("../sandbox/ecr/operations/index.ts");
console.log(`  ECR operations without a handler: ${notImplemented().length} of 62`);
// A commit that names its paths leaves new files behind, and all the same everything passes here.
const { stdout } = spawnSync("git", ["ls-files", "--others", "--exclude-standard"], { encoding: "utf8" });
const unknown = (stdout ?? "").split("\n").filter(Boolean);
if (unknown.length > 0) console.log(`  git does not have yet: ${unknown.join(", ")}`);
for (const name of failed) console.log(`gantry: failed: ${name}`);
console.log(`${steps.length - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length === 0 ? 0 : 1);

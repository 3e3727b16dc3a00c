// First door of every npm command: installs what is missing, then starts the real command in a new `npm run`, where the
// Node of the lockfile comes first on the PATH. Plain Node-18 syntax, no dependencies: it runs before anything is installed.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const stampFile = join(root, "node_modules", ".gantry-installed");
const [target, ...args] = process.argv.slice(2);
const npm = process.platform === "win32" ? "npm.cmd" : "npm";

/** Runs a program to its end; signals are passed on, so that Ctrl-C and `kill` reach it. */
function run(program, programArgs, options) {
  return new Promise((resolve) => {
    const child = spawn(program, programArgs, { cwd: root, stdio: "inherit", shell: process.platform === "win32", ...options });
    const forward = (signal) => child.kill(signal);
    process.on("SIGINT", forward);
    process.on("SIGTERM", forward);
    child.on("error", (error) => {
      console.error(`gantry: could not start ${program}: ${error.message}`);
      resolve(127);
    });
    child.on("exit", (code, signal) => {
      process.off("SIGINT", forward);
      process.off("SIGTERM", forward);
      resolve(signal ? 130 : (code ?? 1));
    });
  });
}

const lock = createHash("sha256")
  .update(readFileSync(join(root, "package-lock.json")))
  .digest("hex");
const installed = existsSync(stampFile) && readFileSync(stampFile, "utf8") === lock;
if (!installed) {
  console.error("gantry: installing the packages of package-lock.json, once (about a minute) …");
  // Output goes to standard error: what a command prints on standard output is its own.
  const code = await run(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { stdio: ["inherit", 2, 2] });
  if (code !== 0) {
    console.error("gantry: the packages could not be installed. Check the network and try again; nothing else was changed.");
    process.exit(code);
  }
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, lock);
}

const bundled = existsSync(join(root, "node_modules", ".bin", process.platform === "win32" ? "node.cmd" : "node"));
const [major, minor] = process.versions.node.split(".").map(Number);
if (!bundled && (major < 22 || (major === 22 && minor < 12))) {
  console.error(
    `gantry: this system has Node ${process.versions.node} and no packaged Node exists for it. Install Node 22.12 or later and try again.`,
  );
  process.exit(1);
}
process.exit(await run(npm, ["run", "-s", target, "--", ...args]));

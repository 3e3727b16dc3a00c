// Installing Debian packages, where that is possible: as root on a system with apt-get.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** The full path of a program, or undefined. */
export function which(name) {
  for (const folder of (process.env.PATH ?? "").split(delimiter).concat("/usr/sbin")) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

/** Installs packages with progress shown; false when this system or user cannot, or it failed. */
export function aptInstall(packages) {
  if (!existsSync("/usr/bin/apt-get") || process.getuid?.() !== 0) return false;
  console.error(`gantry: installing ${packages.join(", ")} with apt-get …`);
  const options = { stdio: ["ignore", 2, 2], env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  const install = () => spawnSync("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...packages], options).status === 0;
  return install() || (spawnSync("apt-get", ["update", "-q"], options).status === 0 && install());
}

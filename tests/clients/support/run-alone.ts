/** Starts `alone.ts` in a network and a view of the file system of its own. Needs root. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { must, need } from "./process.ts";
import { temporaryFolder } from "./server.ts";

export interface Alone {
  /** Every name that was looked up. */
  readonly names: readonly string[];
  readonly steps: readonly string[];
  readonly host: string;
}

export async function runAlone(programs: readonly (readonly string[])[] = []): Promise<Alone> {
  const folder = temporaryFolder("resolver");
  const busybox = need("busybox", "busybox-static");
  const unshare = need("unshare", "util-linux");
  try {
    const resolver = join(folder.path, "resolv.conf");
    writeFileSync(resolver, "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n");
    const inside = `${busybox} ip link set lo up && mount --bind ${resolver} /etc/resolv.conf && exec "$@"`;
    const script = fileURLToPath(new URL("alone.ts", import.meta.url));
    const node = [process.execPath, "--disable-warning=ExperimentalWarning", script, JSON.stringify(programs)];
    const { stdout } = await must(unshare, ["-m", "-n", "sh", "-c", inside, "sh", ...node]);
    return JSON.parse(stdout.trim().split("\n").at(-1) ?? "{}") as Alone;
  } finally {
    folder.remove();
  }
}

/** Makes a network and a view of the file system for one play, and runs `inside.ts` there. Needs root. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeCertificate, type TestCertificate } from "../../clients/support/certificate.ts";
import { must, need } from "../../clients/support/process.ts";
import { temporaryFolder } from "../../clients/support/server.ts";
import { prepareEngine } from "./engine.ts";
import type { InsideOptions } from "./inside.ts";
import { ADDRESS, hostsFile, NAMES, RESOLVER } from "./names.ts";
import type { Played } from "./played.ts";

/** What all plays share. */
export interface Backdrop {
  readonly folder: string;
  readonly certificate: TestCertificate;
  remove(): void;
}

export async function makeBackdrop(): Promise<Backdrop> {
  const { path, remove } = temporaryFolder("backdrop");
  const certificate = await makeCertificate(path, [...NAMES, ADDRESS]);
  writeFileSync(join(path, "hosts"), hostsFile());
  writeFileSync(join(path, "resolv.conf"), `nameserver ${RESOLVER}\noptions timeout:1 attempts:1\n`);
  mkdirSync(join(path, "engine"));
  await prepareEngine(join(path, "engine"));
  return { folder: path, certificate, remove };
}

/**
 * Its arguments: a folder of its own, the backdrop's, then what to run. `/home` becomes one where only the learner lives beside what was there,
 * and the engine's data a layer over the prepared ones.
 */
const INSIDE = `set -e
own=$1 backdrop=$2; shift 2
busybox ip link set lo up
busybox ip addr add ${ADDRESS}/32 dev lo
mount --bind $backdrop/hosts /etc/hosts
mount --bind $backdrop/resolv.conf /etc/resolv.conf
mkdir -p $own/home $own/upper $own/work $own/data
mount --rbind /home $own/home
mount -t tmpfs none /home
for there in $own/home/*; do
  if [ -d "$there" ]; then mkdir "/home/\${there##*/}"; mount --rbind "$there" "/home/\${there##*/}"; fi
done
mkdir -p /home/learner
mount -t overlay overlay -o redirect_dir=on,lowerdir=$backdrop/engine/data,upperdir=$own/upper,workdir=$own/work $own/data
exec "$@"
`;

const SCRIPT = fileURLToPath(new URL("inside.ts", import.meta.url));

/** What a script is told that runs inside. */
export interface Place {
  readonly folder: string;
  readonly certificate: TestCertificate;
  /** Data of an engine that holds the images already. */
  readonly engine: string | undefined;
  /** Where the script writes what it found out, as JSON. */
  readonly result: string;
}

/** Runs a script of Node inside and reads what it wrote; its one argument is what `told` makes of its place. */
export async function runInside<T>(backdrop: Backdrop, script: string, withEngine: boolean, told: (place: Place) => unknown): Promise<T> {
  const own = temporaryFolder("play");
  const result = join(own.path, "result.json");
  const place: Place = { folder: own.path, certificate: backdrop.certificate, engine: withEngine ? join(own.path, "data") : undefined, result };
  const node = [process.execPath, "--disable-warning=ExperimentalWarning", script, JSON.stringify(told(place))];
  try {
    need("busybox", "busybox-static");
    await must(need("unshare", "util-linux"), ["-m", "-n", "sh", "-c", INSIDE, "sh", own.path, backdrop.folder, ...node]);
    return JSON.parse(readFileSync(result, "utf8")) as T;
  } finally {
    own.remove();
  }
}

/** Plays a transcript by real clients. */
export function playForReal(backdrop: Backdrop, transcript: string, generation: 1 | 2, withEngine: boolean): Promise<readonly Played[]> {
  return runInside(backdrop, SCRIPT, withEngine, (place): InsideOptions => ({ ...place, transcript, generation }));
}

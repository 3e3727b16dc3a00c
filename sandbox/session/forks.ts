/** Copies of a session's world for checks, probes, proofs and completion: nothing they do is seen, counted or saved (decision 10). */

import type { Attempt, Evidence, Fork, ForkPlace, ForkPort, ForkSetup } from "../grading/evidence.ts";
import { actingCaller } from "../iam/caller.ts";
import type { World } from "../world/world.ts";
import { createMachine, type Machine, type MachineOptions, passTime } from "./machine.ts";
import type { Moment } from "./moment.ts";
import { overlayBlobs } from "./overlay-blobs.ts";
import { applyGiven } from "./presets/build.ts";
import { credentialsSection, HOME, writeText } from "./presets/computer.ts";
import type { Patch } from "./presets/merge-patch.ts";
import { principalName } from "./presets/names.ts";
import { accessKeyOf } from "./presets/principals.ts";
import { visitsOf } from "./presets/visits.ts";
import { collector } from "./sinks.ts";
import { Witness } from "./witness.ts";
import { programsWith, type WordHost } from "./words/index.ts";

/** Characters of output that a fork keeps (FORMAT §3). */
const OUTPUT_LIMIT = 64 * 1024;
const TERMINAL = { columns: 80, rows: 24 };

export interface ForkSource {
  readonly machine: Machine;
  readonly start: Moment;
  /** The patch that the world began as. */
  readonly origin: Patch;
}

/** A machine over the same world with throw-away blobs and events. */
export function forkMachine(source: Pick<ForkSource, "machine" | "origin">): Machine {
  return watchedFork(source).machine;
}

function watchedFork({ machine, origin }: Pick<ForkSource, "machine" | "origin">): Watched {
  const { hasher, store, blobs, shell } = machine;
  return unseenMachine({ world: store.world, hasher, blobs: overlayBlobs(blobs, hasher), shell: { ...shell.state } }, origin);
}

interface Watched {
  readonly machine: Machine;
  readonly witness: Witness;
}

/** A machine that nobody sits at: its words act on itself. */
export function unseenMachine(options: Pick<MachineOptions, "world" | "hasher" | "blobs" | "shell" | "network">, origin: Patch): Watched {
  const host: WordHost = silentWords(() => forked, origin);
  const forked: Machine = createMachine({
    ...options,
    programs: programsWith(host),
    spawned: (name, argv) => witness.spawned(name, argv),
    refused: (refusal) => witness.refused(refusal),
  });
  const witness = new Witness(forked);
  return { machine: forked, witness };
}

/** Words in a fork act on the fork; what belongs to the session, undo and answers, does nothing. */
function silentWords(machine: () => Machine, origin: Patch): WordHost {
  return {
    machine,
    advance: (milliseconds) => passTime(machine().store, milliseconds),
    answer: () => {},
    after: () => true,
    tasks: () => [],
    lesson: () => undefined,
    notice: () => {},
    edit: () => false,
    visits: () => visitsOf(origin).map(({ name }) => name),
    visit: async (name) => (await import("./visits.ts")).visit(name, machine(), origin),
  };
}

export function forkPort(source: ForkSource, evidenceOf: (machine: Machine) => Evidence): ForkPort {
  return {
    async fork(setup) {
      const { machine, witness } = watchedFork(source);
      await prepare(machine, setup, source.origin);
      return new MachineFork(machine, witness, setup.as, evidenceOf);
    },
  };
}

/** Lines typed by somebody else on a computer like the learner's; the status is that of the last, the world is left in `machine`. */
export async function actAs(
  as: string,
  lines: readonly string[],
  machine: Machine,
  origin: Patch,
): Promise<{ readonly before: World; readonly status: number }> {
  await prepare(machine, { as }, origin);
  const before = machine.store.world;
  const { status } = await new MachineFork(machine, new Witness(machine), as, unasked).run(lines);
  return { before, status };
}

function unasked(): never {
  throw new Error("nobody judges a visit");
}

async function prepare(machine: Machine, { given, after, as }: ForkSetup, origin: Patch): Promise<void> {
  if (given) await applyGiven(machine.store, given, origin, machine);
  if (after) passTime(machine.store, after);
  await machine.catchUp();
  if (!as) return;
  const { store, hasher, shell } = machine;
  const { account, region, seed } = store.meta;
  const me = typeof origin.me === "string" ? origin.me : "user/learner";
  store.change(({ tx, now }) => {
    const site = { tx, hasher, seed, now, home: { account, region, me } };
    const who = principalName(as, site.home);
    const acting = actingCaller(store.world, who.key);
    const keys = accessKeyOf(site, who, { name: acting?.session?.name ?? "" }, true);
    writeText(tx, `${HOME}/.aws/credentials`, credentialsSection("default", keys), now, 0o600);
    writeText(tx, `${HOME}/.aws/config`, `[default]\nregion = ${region}\n`, now, 0o600);
    tx.delete("files", `${HOME}/.docker/config.json`);
  });
  const { variables } = shell.state;
  const kept = Object.entries(variables).filter(
    ([name]) => !/^AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|PROFILE|DEFAULT_PROFILE)$/.test(name),
  );
  shell.state = { ...shell.state, variables: Object.fromEntries(kept) };
}

/** One copy, acted on. */
class MachineFork implements Fork {
  readonly #machine: Machine;
  readonly #witness: Witness;
  readonly #as: string | undefined;
  readonly #evidence: (machine: Machine) => Evidence;
  readonly #loggedIn = new Set<string>();
  #probes = 0;

  constructor(machine: Machine, witness: Witness, as: string | undefined, evidence: (machine: Machine) => Evidence) {
    this.#machine = machine;
    this.#witness = witness;
    this.#as = as;
    this.#evidence = evidence;
  }

  async run(lines: readonly string[]): Promise<{ status: number; output: string }> {
    await this.#login();
    return this.#lines(lines);
  }

  async push(to: string, { image, times = 1, where }: { image?: string; times?: number; where?: ForkPlace } = {}): Promise<Attempt> {
    if (!(await this.#login(where))) return { ok: false, output: "" };
    const target = `${this.#registry(where)}/${to}`;
    let attempt: Attempt = { ok: false, output: "" };
    for (let turn = 0; turn < times; turn++) {
      const make = image === undefined ? this.#probe(target) : [`docker tag ${image} ${target}`];
      const { status, output } = await this.#lines([...make, `docker push ${target}`]);
      attempt = { ok: status === 0, output };
      if (!attempt.ok) return attempt;
    }
    return attempt;
  }

  async pull(reference: string, { platform, where }: { platform?: string; where?: ForkPlace } = {}): Promise<Attempt> {
    if (!(await this.#login(where))) return { ok: false, output: "" };
    const option = platform === undefined ? "" : `--platform ${platform} `;
    const { status, output } = await this.#lines([`docker pull ${option}${this.#registry(where)}/${reference}`]);
    return { ok: status === 0, output };
  }

  async call(action: string, input: Readonly<Record<string, unknown>>, where: ForkPlace = {}): Promise<Attempt> {
    const [service = "ecr", operation = ""] = action.split(":");
    const command = operation.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
    const region = where.region === undefined ? "" : ` --region ${where.region}`;
    const json = JSON.stringify({ ...(where.account === undefined ? {} : { registryId: where.account }), ...input });
    const { status, output } = await this.#lines([`aws ${service} ${command}${region} --cli-input-json ${quoted(json)}`]);
    return { ok: status === 0, output };
  }

  async advance(milliseconds: number): Promise<void> {
    passTime(this.#machine.store, milliseconds);
    await this.#machine.catchUp();
  }

  evidence(): Evidence {
    return this.#evidence(this.#machine);
  }

  #registry(where: ForkPlace = {}): string {
    const { account, region } = this.#machine.store.meta;
    return this.#machine.addresses.registryHost(where.account ?? account, where.region ?? region);
  }

  /** With `as`, Docker asks for a token of its own, once for each registry. */
  async #login(where: ForkPlace = {}): Promise<boolean> {
    const host = this.#registry(where);
    if (this.#as === undefined || this.#loggedIn.has(host)) return true;
    const region = where.region === undefined ? "" : ` --region ${where.region}`;
    const { status } = await this.#lines([
      `set -o pipefail; aws ecr get-login-password${region} | docker login --username AWS --password-stdin ${host}; status=$?; set +o pipefail; (exit $status)`,
    ]);
    if (status === 0) this.#loggedIn.add(host);
    return status === 0;
  }

  /** A tiny image that differs each time. */
  #probe(target: string): string[] {
    const name = `probe-${++this.#probes}`;
    const folder = `/tmp/gantry-${name}`;
    return [
      `mkdir -p ${folder}`,
      `printf 'FROM scratch\\nCOPY ${name} /\\n' > ${folder}/Dockerfile`,
      `echo ${name} > ${folder}/${name}`,
      `docker build --quiet --tag ${target} ${folder}`,
    ];
  }

  async #lines(lines: readonly string[]): Promise<{ status: number; output: string }> {
    const sink = collector(OUTPUT_LIMIT);
    const { signal } = new AbortController();
    let status = 0;
    const { shell, store } = this.#machine;
    for (const line of lines) {
      const before = store.world;
      this.#witness.began(line);
      status = await shell.run(line, { stdin: sink.noInput, stdout: sink.output, stderr: sink.output, terminal: TERMINAL, signal });
      this.#witness.ended(before);
      passTime(store, 1_000);
    }
    return { status, output: sink.text() };
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

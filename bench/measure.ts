/** Measuring on a shared machine: a process's own CPU time, alternating pairs, medians. */
import { readdirSync, readFileSync } from "node:fs";

/**
 * CPU time of a process so far, microseconds. The scheduler counts nanoseconds for each thread that lives; only `stat` also counts
 * threads that have ended, in ticks of 10 ms (proc(5)). Both fall short, so the larger is nearer.
 */
export function cpuOf(pid: number): number {
  const [user, system] = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ")
    .slice(11, 13);
  let nanoseconds = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) nanoseconds += onProcessor(`/proc/${pid}/task/${thread}/schedstat`);
  return Math.max((Number(user) + Number(system)) * 10_000, nanoseconds / 1000);
}

/** Nanoseconds that a thread has run: none for one that ended since it was listed. */
function onProcessor(schedstat: string): number {
  try {
    return Number(readFileSync(schedstat, "utf8").split(" ")[0]);
  } catch (error) {
    if (["ENOENT", "ESRCH"].includes((error as NodeJS.ErrnoException).code ?? "")) return 0;
    throw error;
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** Runs `times` jobs, `parallel` at once. */
export async function load(times: number, parallel: number, job: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: parallel }, async () => {
      while (next < times) await job(next++);
    }),
  );
}

/** Milliseconds that something takes. */
export async function timeOf(job: () => unknown): Promise<number> {
  const started = performance.now();
  await job();
  return performance.now() - started;
}

/**
 * Runs a job without going to sleep while it waits: to wake a processor of a virtual machine takes longer than a fast answer (0.09 ms
 * of 0.24, measured). For one request at a time only: it takes a processor to itself.
 */
export async function awake<T>(job: () => Promise<T>): Promise<T> {
  let waiting = true;
  const turn = () => {
    if (waiting) setImmediate(turn);
  };
  turn();
  try {
    return await job();
  } finally {
    waiting = false;
  }
}

/** CPU of this process that something takes, microseconds. */
export async function ownCpuOf(job: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await job();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** What one request costs: microseconds of the server's CPU, and of the wall clock. */
export interface Cost {
  readonly cpu: number;
  readonly wall: number;
}

/** Mean cost of a request among `times`, `parallel` at once, on the server that `pid` is. */
export async function costOf(pid: number, times: number, parallel: number, job: (index: number) => Promise<unknown>): Promise<Cost> {
  const before = cpuOf(pid);
  const wall = await timeOf(() => load(times, parallel, job));
  return { cpu: (cpuOf(pid) - before) / times, wall: (wall * 1000) / times };
}

/** Medians of two sides, and of the ratio theirs / ours, turn by turn: the machine's mood meets both alike. */
export interface Paired {
  readonly ours: number;
  readonly theirs: number;
  readonly ratio: number;
}

export function paired(turns: readonly (readonly [ours: number, theirs: number])[]): Paired {
  return {
    ours: median(turns.map(([ours]) => ours)),
    theirs: median(turns.map(([, theirs]) => theirs)),
    ratio: median(turns.map(([ours, theirs]) => theirs / ours)),
  };
}

/** Measures both sides in turn, A B B A, after one turn that does not count: both are warm then. */
export async function alternate<S, T>(sides: readonly [S, S], turns: number, measure: (side: S, turn: number) => Promise<T>): Promise<[T, T][]> {
  const [ours, theirs] = sides;
  const measured: [T, T][] = [];
  for (let turn = 0; turn <= turns; turn++) {
    const first = turn % 2 === 0 ? await measure(ours, turn) : undefined;
    const second = await measure(theirs, turn);
    measured.push([first ?? (await measure(ours, turn)), second]);
  }
  return measured.slice(1);
}

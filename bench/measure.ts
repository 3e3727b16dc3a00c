/** Measuring on a shared machine: a process's own CPU time, alternating pairs, medians. */
import { readFileSync } from "node:fs";

/** CPU time of a process and its threads so far, microseconds (proc(5): utime and stime in ticks of 10 ms). */
export function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
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

/** Server CPU per request, microseconds. */
export async function cpuPerRequest(pid: number, times: number, job: (index: number) => Promise<unknown>): Promise<number> {
  const before = cpuOf(pid);
  await load(times, 8, job);
  return (cpuOf(pid) - before) / times;
}

/** Milliseconds that something takes. */
export async function timeOf(job: () => unknown): Promise<number> {
  const started = performance.now();
  await job();
  return performance.now() - started;
}

/** Lengths of time as Go reads and writes them: `1m30s`, `1.5h`, `500ms` (https://pkg.go.dev/time#ParseDuration). */

/** Nanoseconds. */
const UNITS: Readonly<Record<string, number>> = { ns: 1, us: 1e3, µs: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 };

/** Nanoseconds, or what Go says is wrong. */
export function parseGoDuration(text: string): number | { readonly wrong: string } {
  const quoted = JSON.stringify(text);
  const [, sign, rest = ""] = /^([-+]?)(.*)$/s.exec(text) ?? [];
  if (rest === "0") return 0;
  if (!/^(?:(?:[0-9]+\.?[0-9]*|\.[0-9]+)[^0-9.]*)+$/.test(rest)) return { wrong: `time: invalid duration ${quoted}` };
  let sum = 0;
  for (const [, number, unit = ""] of rest.matchAll(/([0-9.]+)([^0-9.]*)/g)) {
    if (unit === "") return { wrong: `time: missing unit in duration ${quoted}` };
    const size = Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
    if (size === undefined) return { wrong: `time: unknown unit ${JSON.stringify(unit)} in duration ${quoted}` };
    sum += Number(number) * size;
  }
  return Math.round(sign === "-" ? -sum : sum);
}

/** `1h0m0s`, `1m30s`, `1.5s`, `500ms`; below a second in the largest unit that fits. */
export function goDuration(nanoseconds: number): string {
  if (nanoseconds === 0) return "0s";
  const small = ["ms", "µs", "ns"].find((unit) => nanoseconds < 1e9 && nanoseconds >= (UNITS[unit] as number));
  if (small !== undefined) return `${nanoseconds / (UNITS[small] as number)}${small}`;
  const seconds = nanoseconds / 1e9;
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = `${Number((seconds % 60).toFixed(9))}s`;
  return hours > 0 ? `${hours}h${minutes}m${rest}` : minutes > 0 ? `${minutes}m${rest}` : rest;
}

/** Times, spans and sizes as the site writes them: 24 h clock, "11 h 48 min", decimal megabytes as docker prints them. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "Day 1, 10:17" of virtual time, in UTC; day 1 is the day on which the session began. */
export function dayAndTime(now: number, startedAt: number): string {
  return `Day ${Math.floor(now / DAY) - Math.floor(startedAt / DAY) + 1}, ${time(now)}`;
}

export function time(at: number): string {
  return new Date(at).toISOString().slice(11, 16);
}

/** "11 h 48 min", "48 min", "under a minute", "13 d 2 h". */
export function span(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / MINUTE);
  if (minutes < 1) return "under a minute";
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(milliseconds / HOUR);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1000, "kB"] : bytes < 1_000_000_000 ? [bytes / 1_000_000, "MB"] : [bytes / 1_000_000_000, "GB"];
  return `${value >= 100 ? Math.round(value) : Number(value.toPrecision(3))} ${unit}`;
}

/** "1 layer", "2 layers". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

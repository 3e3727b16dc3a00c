/** Sizes, ages and columns as Docker prints them (github.com/docker/go-units, text/tabwriter). */

const UNITS = ["B", "kB", "MB", "GB", "TB", "PB"];

/** Decimal units, `precision` significant digits: 4 in progress bars, 3 in lists. */
export function humanSize(bytes: number, precision = 4): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${Number(size.toPrecision(precision))}${UNITS[unit]}`;
}

/** As BuildKit writes sizes: two digits after the point from kilobytes on. */
export function buildkitSize(bytes: number): string {
  if (bytes < 1000) return `${bytes}B`;
  const unit = humanSize(bytes).replace(/[\d.]+/, "");
  return `${(bytes / { kB: 1e3, MB: 1e6, GB: 1e9 }[unit as "kB" | "MB" | "GB"]).toFixed(2)}${unit}`;
}

/** `3 seconds`, `About a minute`, `2 weeks`. */
export function humanDuration(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  if (seconds < 1) return "Less than a second";
  if (seconds === 1) return "1 second";
  if (seconds < 60) return `${seconds} seconds`;
  const minutes = Math.floor(seconds / 60);
  if (minutes === 1) return "About a minute";
  if (minutes < 60) return `${minutes} minutes`;
  const hours = Math.floor(seconds / 3600 + 0.5);
  if (hours === 1) return "About an hour";
  if (hours < 48) return `${hours} hours`;
  if (hours < 24 * 7 * 2) return `${Math.floor(hours / 24)} days`;
  if (hours < 24 * 30 * 2) return `${Math.floor(hours / 24 / 7)} weeks`;
  if (hours < 24 * 365 * 2) return `${Math.floor(hours / 24 / 30)} months`;
  return `${Math.floor(hours / 24 / 365)} years`;
}

export function ago(now: number, then: number): string {
  return `${humanDuration(Math.max(0, now - then))} ago`;
}

/** Rows under their headings: columns at least ten wide, three spaces between them, the last one as it is. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(10, ...rows.map((row) => [...(row[column] ?? "")].length + 3)));
  return rows
    .map((row) =>
      row.map((cell, column) => (column === row.length - 1 ? cell : cell + " ".repeat((widths[column] as number) - [...cell].length))).join(""),
    )
    .map((line) => `${line}\n`)
    .join("");
}

/** Longer texts end in an ellipsis, `length` characters in all. */
export function ellipsis(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join("")}…`;
}

/** The first twelve digits of a digest. */
export function short(digest: string): string {
  return digest.replace(/^sha256:/, "").slice(0, 12);
}

/** `2026-11-23 08:39:36 +0000 UTC`. */
export function goTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replace("T", " ")} +0000 UTC`;
}

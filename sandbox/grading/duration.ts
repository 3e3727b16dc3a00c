/** Time as people read it. */

/** "9 days", "26 h". */
export function span(milliseconds: number): string {
  const days = milliseconds / 86_400_000;
  return Number.isInteger(days) && days > 1 ? `${days} days` : hours(milliseconds);
}

/** "11 h 48 min", "40 s". */
export function hours(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes === 0) return `${Math.round(milliseconds / 1000)} s`;
  const [h, m] = [Math.floor(minutes / 60), minutes % 60];
  return [h > 0 ? `${h} h` : "", m > 0 ? `${m} min` : ""].filter(Boolean).join(" ");
}

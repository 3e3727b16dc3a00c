/** The `Date` header of an answer (RFC 9110 §5.6.7, IMF-fixdate). */
let written = { second: Number.NaN, text: "" };

/** `now`: epoch milliseconds. Written once a second: a fast server answers thousands of times in one. */
export function httpDate(now: number): string {
  const second = Math.floor(now / 1000);
  if (second !== written.second) written = { second, text: new Date(now).toUTCString() };
  return written.text;
}

/** Input and output of an operation as CloudTrail writes them: names in camel case, times in words, no secrets. */

/** Members that hold a secret, or leave to fetch one. */
const SECRET =
  /^(?:secretString|secretBinary|secretAccessKey|sessionToken|webIdentityToken|authorizationToken|plaintext|downloadUrl|layerPartBlob|password)$/i;

/** Members that hold epoch seconds. */
const TIME = /(?:At|Date|Expiration|StartTime|EndTime)$/i;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `Jul 11, 2018 10:17:44 PM`. */
function inWords(seconds: number): string {
  const date = new Date(seconds * 1000);
  const hour = date.getUTCHours();
  const two = (value: number) => String(value).padStart(2, "0");
  const time = `${hour % 12 || 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} ${hour < 12 ? "AM" : "PM"}`;
  return `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()} ${time}`;
}

/** `RoleArn` is `roleArn`, `ARN` is `aRN`: CloudTrail makes the first letter small, and no other. */
function camel(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** Maps whose keys people chose: they keep their letters. */
const FREE: ReadonlySet<string> = new Set(["tags"]);

export function written(value: unknown, name = ""): unknown {
  if (Array.isArray(value)) return value.map((entry) => written(entry));
  if (typeof value === "number" && TIME.test(name)) return inWords(value);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key, entry]) => entry !== undefined && !SECRET.test(key));
  return Object.fromEntries(entries.map(([key, entry]) => (FREE.has(name) ? [key, entry] : [camel(key), written(entry, camel(key))])));
}

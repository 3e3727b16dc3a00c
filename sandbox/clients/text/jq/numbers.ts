/** Numbers as jq prints them: doubles by 17 digits at most, literals as decimal numbers keep them. */
import { Literal } from "./values.ts";

const LARGEST = "1.7976931348623157e+308";

/** A double: shortest digits that read back, an exponent of two digits at least, null for nan, the largest number for infinity. */
export function formatDouble(value: number): string {
  if (Number.isNaN(value)) return "null";
  if (!Number.isFinite(value)) return value > 0 ? LARGEST : `-${LARGEST}`;
  if (Object.is(value, -0)) return "-0";
  const [mantissa = "", exponent = "0"] = value.toExponential().split("e");
  const digits = mantissa.replace(/[-.]/g, "");
  const point = Number(exponent) + 1;
  const sign = value < 0 ? "-" : "";
  if (point <= -4 || point > digits.length + 15) {
    const power = Number(exponent);
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : "";
    return `${sign}${digits[0]}${fraction}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
  }
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits.padEnd(point, "0");
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** The text a decimal literal keeps: no superfluous leading zeros, `E+3` where an exponent is needed (General Decimal Arithmetic, to-scientific-string). */
function canonical(sign: string, whole: string, fraction: string, exponent: number): string {
  const digits = (whole + fraction).replace(/^0+(?=\d)/, "");
  const power = exponent - fraction.length;
  const adjusted = power + digits.length - 1;
  if (power <= 0 && adjusted >= -6) {
    if (power === 0) return sign + digits;
    const padded = digits.padStart(1 - power, "0");
    return `${sign}${padded.slice(0, power)}.${padded.slice(power)}`;
  }
  const shown = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
  return `${sign}${shown}E${adjusted < 0 ? "-" : "+"}${Math.abs(adjusted)}`;
}

/** Reads a number as jq's parser does (`01`, `+1`, `.5` and `nan` are numbers too), or undefined. */
export function readNumber(text: string): number | Literal | undefined {
  if (/^(?:0|-?[1-9]\d{0,14})$/.test(text)) return Number(text);
  const match = /^([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:[eE]([+-]?\d+))?$/.exec(text);
  if (!match) {
    if (/^[+-]?nan\d*$/i.test(text)) return Number.NaN;
    const infinite = /^([+-]?)inf(?:inity)?$/i.exec(text);
    return infinite ? (infinite[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY) : undefined;
  }
  const [, sign = "", whole = "", after = "", alone = "", exponent = "0"] = match;
  const value = Number(text);
  const kept = canonical(sign === "-" ? "-" : "", whole, after || alone, Number(exponent));
  return kept === formatDouble(value) ? value : new Literal(value, kept);
}

export function formatNumber(value: number | Literal): string {
  return typeof value === "number" ? formatDouble(value) : value.text;
}

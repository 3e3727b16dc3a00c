/** Functions of numbers. */
import { fail } from "../machine.ts";
import { described } from "../print.ts";
import { numberOf, type Value } from "../values.ts";
import type { Apply } from "./strings.ts";

function number(value: Value | undefined): number {
  return numberOf(value ?? null) ?? fail(`${described(value ?? null)} number required`);
}

/** Half away from zero, as C rounds. */
const round = (x: number) => Math.sign(x) * Math.round(Math.abs(x));
/** Half to even. */
const rint = (x: number) => (Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x));

function parts(x: number): readonly [fraction: number, exponent: number] {
  if (x === 0 || !Number.isFinite(x)) return [x, 0];
  let exponent = Math.max(-1023, Math.floor(Math.log2(Math.abs(x))) + 1);
  let fraction = x * 2 ** -exponent;
  while (Math.abs(fraction) < 0.5) {
    fraction *= 2;
    exponent--;
  }
  while (Math.abs(fraction) >= 1) {
    fraction /= 2;
    exponent++;
  }
  return [fraction, exponent];
}

/** Neither zero, nor too small for a full mantissa, nor infinite. */
export function isNormal(value: Value): boolean {
  const x = numberOf(value);
  return x !== undefined && Number.isFinite(x) && Math.abs(x) >= 2 ** -1022;
}

const ONE: Readonly<Record<string, (x: number) => number>> = {
  floor: Math.floor,
  ceil: Math.ceil,
  round,
  rint,
  nearbyint: rint,
  trunc: Math.trunc,
  sqrt: Math.sqrt,
  cbrt: Math.cbrt,
  fabs: Math.abs,
  exp: Math.exp,
  exp2: (x) => 2 ** x,
  exp10: (x) => 10 ** x,
  expm1: Math.expm1,
  log: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  log1p: Math.log1p,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  asinh: Math.asinh,
  acosh: Math.acosh,
  atanh: Math.atanh,
  significand: (x) => parts(x)[0] * (x === 0 || !Number.isFinite(x) ? 1 : 2),
  logb: (x) => (x === 0 ? Number.NEGATIVE_INFINITY : Number.isFinite(x) ? parts(x)[1] - 1 : Math.abs(x)),
};

const TWO: Readonly<Record<string, (x: number, y: number) => number>> = {
  pow: (x, y) => x ** y,
  atan2: Math.atan2,
  fmin: (x, y) => (Number.isNaN(x) ? y : Number.isNaN(y) ? x : Math.min(x, y)),
  fmax: (x, y) => (Number.isNaN(x) ? y : Number.isNaN(y) ? x : Math.max(x, y)),
  fmod: (x, y) => x % y,
  fdim: (x, y) => Math.max(0, x - y),
  hypot: Math.hypot,
  copysign: (x, y) => (Object.is(Math.sign(y), -0) || y < 0 ? -Math.abs(x) : Math.abs(x)),
  ldexp: (x, y) => x * 2 ** Math.trunc(y),
  scalb: (x, y) => x * 2 ** y,
  scalbln: (x, y) => x * 2 ** Math.trunc(y),
};

const named = (table: Readonly<Record<string, Apply>>) => table;

export const MATH: Readonly<Record<string, Apply>> = {
  ...Object.fromEntries(Object.entries(ONE).map(([name, of]): [string, Apply] => [`${name}/0`, (input) => of(number(input))])),
  ...Object.fromEntries(Object.entries(TWO).map(([name, of]): [string, Apply] => [`${name}/2`, (_input, [x, y]) => of(number(x), number(y))])),
  ...named({
    "fma/3": (_input, [x, y, z]) => number(x) * number(y) + number(z),
    "frexp/0": (input) => [...parts(number(input))],
    "modf/0": (input) => {
      const x = number(input);
      return [Number.isFinite(x) ? x % 1 : 0, Math.trunc(x)];
    },
    "infinite/0": () => Number.POSITIVE_INFINITY,
    "nan/0": () => Number.NaN,
    "isinfinite/0": (input) => Math.abs(numberOf(input) ?? 0) === Number.POSITIVE_INFINITY,
    "isnan/0": (input) => Number.isNaN(numberOf(input) ?? 0),
    "isnormal/0": isNormal,
  }),
};

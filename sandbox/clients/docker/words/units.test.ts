import { expect, test } from "vitest";
import { progressBar } from "../progress/progress.ts";
import { ellipsis, humanDuration, humanSize, table } from "./units.ts";

test("sizes are decimal, with four digits in bars and three in lists", () => {
  expect([0, 19, 999, 1_000, 33_280, 1_311_000, 1_982_305, 41_000_000, 2.5e9].map((size) => humanSize(size))).toEqual([
    "0B",
    "19B",
    "999B",
    "1kB",
    "33.28kB",
    "1.311MB",
    "1.982MB",
    "41MB",
    "2.5GB",
  ]);
  expect([1_982_305, 310_000, 54_511_740].map((size) => humanSize(size, 3))).toEqual(["1.98MB", "310kB", "54.5MB"]);
});

test("ages are rounded as go-units rounds them", () => {
  const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];
  expect([500, second, 59 * second, minute, 59 * minute, hour, 47 * hour, 3 * day, 20 * day, 90 * day, 800 * day].map(humanDuration)).toEqual([
    "Less than a second",
    "1 second",
    "59 seconds",
    "About a minute",
    "59 minutes",
    "About an hour",
    "47 hours",
    "3 days",
    "2 weeks",
    "3 months",
    "2 years",
  ]);
});

test("columns are as docker images prints them", () => {
  expect(
    table([
      ["REPOSITORY", "TAG", "SIZE"],
      ["hello-ecr", "1.0", "1.98MB"],
    ]),
  ).toBe("REPOSITORY   TAG       SIZE\nhello-ecr    1.0       1.98MB\n");
});

test("long texts end in an ellipsis", () => {
  expect(ellipsis('/bin/sh -c #(nop)  CMD ["/bin/httpd" "-f" "-p" "8080"', 45)).toBe('/bin/sh -c #(nop)  CMD ["/bin/httpd" "-f" "-…');
});

test("bars are those of the recorded terminal", () => {
  expect(progressBar({ current: 33_280, total: 3_000_000 }, 100)).toBe(" 33.28kB/3MB");
  expect(progressBar({ current: 164, total: 164 }, 120)).toBe("[==================================================>]     164B/164B");
  expect(progressBar({ current: 1_502_000, total: 3_001_000 }, 120)).toBe("[=========================>                         ]  1.502MB/3.001MB");
});

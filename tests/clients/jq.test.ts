import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Command, FILES } from "../../sandbox/clients/text/jq/table/commands.ts";
import { type Answer, CASES, keyOf } from "../../sandbox/clients/text/jq/table/index.ts";

/**
 * Answers of the real jq by version: 1.7's, which ours gives, and of each older one those that differ from the next newer. Recorded anew with
 * GANTRY_RECORD=1, once for each version; GANTRY_JQ names the program (Debian 13 has 1.7, Debian 12 has 1.6, which reads literals and names
 * some errors otherwise since the security updates of 2026).
 */
const RECORDED = new URL("../../sandbox/clients/text/jq/table/recorded.json", import.meta.url);
const PROGRAM = process.env.GANTRY_JQ ?? "jq";
/** Milliseconds after which an answer counts as none. Only a recording meets programs that never end; a test may run on a busy machine. */
const PATIENCE = process.env.GANTRY_RECORD ? 2_000 : 60_000;

const VERSIONS = ["1.7", "1.6", "1.6 before 2026"] as const;
type Version = (typeof VERSIONS)[number];

/** Without an answer where that jq never ends, or crashes. */
type Table = Record<string, Answer | null>;
type Recorded = Record<Version, Table>;

const version = versionOf(PROGRAM);

function versionOf(program: string): Version | undefined {
  const said = /^jq-(1\.[67])/.exec(spawnSync(program, ["--version"], { encoding: "utf8" }).stdout ?? "")?.[1] as "1.6" | "1.7" | undefined;
  if (said !== "1.6") return said;
  return spawnSync(program, ["--null-input", '"nan" | tonumber']).status === 0 ? "1.6" : "1.6 before 2026";
}

/** What a version is known to answer: its own record, or that of a newer one. */
function knownTo(recorded: Partial<Recorded>, which: Version, key: string): Answer | null | undefined {
  for (const newer of VERSIONS.slice(0, VERSIONS.indexOf(which) + 1).reverse()) {
    const answer = recorded[newer]?.[key];
    if (answer !== undefined) return answer;
  }
  return undefined;
}

function really(folder: string, input: string, args: readonly string[]): Answer | null {
  const env = { HOME: "/home/learner", PATH: "/usr/bin:/bin", LANG: "C.UTF-8", TZ: "UTC" };
  const { status, stdout, stderr } = spawnSync(PROGRAM, [...args], { cwd: folder, env, input, encoding: "utf8", argv0: "jq", timeout: PATIENCE });
  return status === null ? null : [status, stdout, stderr];
}

function answers(cases: readonly Command[] = CASES): Table {
  const folder = mkdtempSync(join(tmpdir(), "gantry-jq-"));
  try {
    for (const [name, content] of Object.entries(FILES)) writeFileSync(join(folder, name), content);
    return Object.fromEntries(cases.map((one) => [keyOf(one), really(folder, one.input, one.args)]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A line for each answer, so that a change of one is a change of one line. */
function lines(table: Table): string {
  return `{${Object.entries(table).map(([key, answer]) => `\n${JSON.stringify(key)}: ${JSON.stringify(answer)}`)}}`;
}

function record(now: Version): void {
  const known = existsSync(RECORDED) ? (JSON.parse(readFileSync(RECORDED, "utf8")) as Recorded) : {};
  const tables: Partial<Recorded> = {};
  let newer: Table = {};
  for (const which of VERSIONS) {
    const whole = which === now ? answers() : Object.fromEntries(CASES.map(keyOf).map((key) => [key, knownTo(known, which, key) ?? null]));
    tables[which] = Object.fromEntries(
      Object.entries(whole).filter(([key, answer]) => !(key in newer) || JSON.stringify(answer) !== JSON.stringify(newer[key])),
    );
    newer = whole;
  }
  writeFileSync(RECORDED, `{${Object.entries(tables).map(([name, table]) => `\n"${name}": ${lines(table)}`)}}\n`);
}

if (process.env.GANTRY_RECORD && version) record(version);

describe(`the table of jq's answers, against jq ${version ?? "(not installed)"}`, () => {
  it("holds what the jq of this machine answers", ({ skip }) => {
    if (!version) skip();
    const recorded = JSON.parse(readFileSync(RECORDED, "utf8")) as Recorded;
    const known = (key: string) => knownTo(recorded, version ?? "1.7", key);
    // Every fourth, because each starts the real program; all of them when they are recorded.
    const asked = process.env.GANTRY_RECORD ? CASES : CASES.filter((_one, at) => at % 4 === 0);
    const found = answers(asked.filter((one) => known(keyOf(one)) !== null));
    const wrong = Object.entries(found).filter(([key, answer]) => JSON.stringify(answer) !== JSON.stringify(known(key)));
    expect(wrong).toEqual([]);
  }, 400_000);
});

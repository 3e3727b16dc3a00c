import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Command, FILES } from "../../sandbox/clients/text/jq/table/commands.ts";
import { type Answer, CASES, keyOf } from "../../sandbox/clients/text/jq/table/index.ts";

/**
 * Answers of the real jq by version: 1.7's, which ours gives, and where 1.6's differ, those. Recorded anew with GANTRY_RECORD=1, once for each version;
 * GANTRY_JQ names the program (Debian 13 has 1.7, Debian 12 has 1.6).
 */
const RECORDED = new URL("../../sandbox/clients/text/jq/table/recorded.json", import.meta.url);
const PROGRAM = process.env.GANTRY_JQ ?? "jq";

/** Without an answer: jq 1.6 never ends there. */
type Table = Record<string, Answer | null>;
type Recorded = Record<"1.6" | "1.7", Table>;

const version = /^jq-(1\.[67])/.exec(spawnSync(PROGRAM, ["--version"], { encoding: "utf8" }).stdout ?? "")?.[1] as "1.6" | "1.7" | undefined;

function really(folder: string, input: string, args: readonly string[]): Answer | null {
  const env = { HOME: "/home/learner", PATH: "/usr/bin:/bin", LANG: "C.UTF-8", TZ: "UTC" };
  const { status, stdout, stderr } = spawnSync(PROGRAM, [...args], { cwd: folder, env, input, encoding: "utf8", argv0: "jq", timeout: 2_000 });
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

function record(): void {
  let known: Partial<Recorded> = {};
  try {
    known = JSON.parse(readFileSync(RECORDED, "utf8")) as Recorded;
  } catch {
    // The first recording.
  }
  const found = answers();
  const base = version === "1.7" ? found : (known["1.7"] ?? {});
  const older = Object.entries(version === "1.6" ? found : (known["1.6"] ?? {}));
  const recorded: Recorded = {
    "1.7": base,
    "1.6": Object.fromEntries(older.filter(([key, answer]) => key in base && JSON.stringify(answer) !== JSON.stringify(base[key]))),
  };
  writeFileSync(RECORDED, `{${Object.entries(recorded).map(([name, table]) => `\n"${name}": ${lines(table)}`)}}\n`);
}

if (process.env.GANTRY_RECORD && version) record();

describe(`the table of jq's answers, against jq ${version ?? "(not installed)"}`, () => {
  it("holds what the jq of this machine answers", ({ skip }) => {
    if (!version) skip();
    const recorded = JSON.parse(readFileSync(RECORDED, "utf8")) as Recorded;
    const known = (key: string): Answer | null | undefined => {
      const own = recorded[version ?? "1.7"][key];
      return own === undefined ? recorded["1.7"][key] : own;
    };
    // Every fourth, because each starts the real program; all of them when they are recorded.
    const asked = process.env.GANTRY_RECORD ? CASES : CASES.filter((_one, at) => at % 4 === 0);
    const found = answers(asked.filter((one) => known(keyOf(one)) !== null));
    const wrong = Object.entries(found).filter(([key, answer]) => JSON.stringify(answer) !== JSON.stringify(known(key)));
    expect(wrong).toEqual([]);
  }, 400_000);
});

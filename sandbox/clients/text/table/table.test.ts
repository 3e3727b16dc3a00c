import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { shells } from "../../../shell/index.ts";
import { type Ran, testComputer } from "../../../shell/testing/computer.ts";
import { textTools } from "../index.ts";
import { SCRIPTS as shellScripts } from "./shell-scripts.ts";
import { SCRIPTS as toolScripts } from "./tool-scripts.ts";

/** Answers of GNU bash 5.2.15 and the GNU tools of Debian 12; recorded anew with GANTRY_RECORD=1. */
const RECORDED = new URL("./recorded.json", import.meta.url);
const scripts = [...shellScripts, ...toolScripts];
const NEEDED = /\bjq\b/;

function really(script: string): Ran {
  const folder = mkdtempSync(join(tmpdir(), "gantry-table-"));
  try {
    writeFileSync(join(folder, "t.sh"), script);
    const env = { HOME: "/home/learner", PATH: "/usr/bin:/bin", LANG: "C.UTF-8", USER: "learner", TZ: "UTC" };
    const { status, stdout, stderr } = spawnSync("/bin/bash", ["t.sh"], { cwd: folder, env, encoding: "utf8", input: "" });
    return { status: status ?? -1, stdout, stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function here(script: string): Promise<Ran> {
  const computer = await testComputer({ programs: [...shells, ...textTools] });
  computer.files.makeDirectory("/w");
  await computer.files.write("/w/t.sh", script);
  return computer.run("cd /w; bash t.sh");
}

if (process.env.GANTRY_RECORD) {
  writeFileSync(RECORDED, `${JSON.stringify(Object.fromEntries(scripts.map((script) => [script, really(script)])), null, 1)}\n`);
}
const recorded = JSON.parse(readFileSync(RECORDED, "utf8")) as Record<string, Ran>;

describe("this shell and its tools answer as bash 5.2 and the GNU tools do", () => {
  for (const script of scripts) {
    test(script.split("\n", 1)[0]?.slice(0, 100) ?? "", async () => expect(await here(script)).toEqual(recorded[script]));
  }
});

test("the recorded answers are those of the bash on this machine, where it is Debian 12's", () => {
  const version =
    spawnSync("/bin/bash", ["-c", 'echo $BASH_VERSION; . /etc/os-release; echo "$VERSION_ID"; command -v jq gawk mawk'], { encoding: "utf8" })
      .stdout ?? "";
  const same = /^5\.2\.15.*\n12\n/.test(version);
  // Every tenth, because each starts real programs.
  const checkable = same ? scripts.filter((_script, index) => index % 10 === 0).filter((script) => !NEEDED.test(script) || /\/jq/.test(version)) : [];
  const differing = checkable.filter((script) => JSON.stringify(really(script)) !== JSON.stringify(recorded[script]));
  expect(differing).toEqual([]);
});

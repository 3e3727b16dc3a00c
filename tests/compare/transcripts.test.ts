/** The transcripts of `aws` played by the real AWS CLI: what our own command is held to is what the real one prints. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../clients/support/server.ts";
import { aligned, fits, parseTranscript } from "../transcripts/transcript.ts";
import { awsClis } from "./aws-cli.ts";

const FOLDER = new URL("../transcripts/", import.meta.url);
const files = readdirSync(FOLDER).filter((name) => /^aws-.*\.md$/.test(name));

/** A home directory whose `aws` is the real one. */
function homeWith(command: readonly string[], path: string): Record<string, string> {
  const bin = join(path, "bin");
  mkdirSync(bin);
  writeFileSync(join(bin, "aws"), `#!/bin/sh\nexec ${command.map((word) => `'${word}'`).join(" ")} "$@"\n`);
  chmodSync(join(bin, "aws"), 0o755);
  return { HOME: path, PATH: `${bin}:${process.env.PATH ?? ""}`, LANG: "C.UTF-8", AWS_PAGER: "", AWS_EC2_METADATA_DISABLED: "true" };
}

describe("transcripts", () => {
  it.each(files)("%s is what the real CLI prints", { timeout: 1_800_000 }, (file) => {
    const { cli, steps } = parseTranscript(readFileSync(new URL(file, FOLDER), "utf8"));
    const real = awsClis().find(({ generation }) => generation === cli);
    const folder = temporaryFolder("transcript");
    const env = homeWith(real?.command ?? [], folder.path);
    try {
      for (const { command, output, status, line } of steps) {
        const exported = /^export (\w+)=(.*)$/.exec(command);
        if (exported) env[exported[1] as string] = exported[2] as string;
        const ran = spawnSync("bash", ["-c", `{ ${command}\n} 2>&1`], {
          cwd: folder.path,
          env,
          encoding: "utf8",
          stdio: ["ignore", "pipe", "inherit"],
        });
        const actual = ran.stdout.replace(/\n$/, "").split("\n");
        const lines = actual.length === 1 && actual[0] === "" ? [] : actual;
        const where = `${file}:${line} $ ${command}`;
        if (!fits(output, lines)) expect(aligned(output, lines), where).toEqual(output);
        expect(ran.status, where).toBe(status);
      }
    } finally {
      folder.remove();
    }
  });
});

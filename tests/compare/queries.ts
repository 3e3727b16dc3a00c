/**
 * Runs the commands of sandbox/clients/aws/testing/query-cases.ts with the real AWS CLI against a pretended service, and says what it printed and asked.
 * `node tests/compare/queries.ts` records CLI v2 into query-recorded.ts beside the cases, which the unit tests hold our own CLI to.
 */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { QUERY_CASES, type QueryCase } from "../../sandbox/clients/aws/testing/query-cases.ts";
import { type AskedQuery, askedQuery, type RecordedQuery, steady } from "../../sandbox/clients/aws/testing/query-outcome.ts";
import { type AwsCli, awsClis } from "./aws-cli.ts";

const HOME = "/home/learner";

/** A service that answers as the case says: in order, the last again and again. */
async function pretend({ answers }: QueryCase) {
  const asked: AskedQuery[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => {
      body += part;
    });
    request.on("end", () => {
      const answer = answers[Math.min(asked.length, answers.length - 1)];
      asked.push(askedQuery(request.headers.authorization, request.headers["x-amz-security-token"], body));
      response.writeHead(answer?.status ?? 200, { "content-type": "text/xml" }).end(answer?.body ?? "");
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

function environment(run: QueryCase, home: string, url: string): Record<string, string> {
  const env: Record<string, string> = {
    PATH: process.env.PATH ?? "",
    HOME: home,
    LANG: "C.UTF-8",
    AWS_PAGER: "",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
    AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    AWS_DEFAULT_REGION: "us-east-1",
    AWS_ENDPOINT_URL: url,
    ...run.env,
  };
  return Object.fromEntries(
    Object.entries(env)
      .filter(([name, value]) => value !== "" || name === "AWS_PAGER")
      .map(([name, value]) => [name, value.replaceAll(HOME, home)]),
  );
}

/** What the real CLI printed and asked, with the home directory and made-up names evened out. */
export async function runReal(cli: AwsCli, run: QueryCase): Promise<RecordedQuery> {
  const home = mkdtempSync(join(tmpdir(), "gantry-queries-"));
  const service = await pretend(run);
  try {
    for (const [path, content] of Object.entries(run.files)) {
      const place = path.replace(HOME, home);
      mkdirSync(dirname(place), { recursive: true });
      writeFileSync(place, content);
    }
    const [program = "", ...before] = cli.command;
    const child = spawn(program, [...before, ...run.args], {
      cwd: home,
      env: environment(run, home, service.url),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (part) => {
      stdout += part;
    });
    child.stderr.on("data", (part) => {
      stderr += part;
    });
    const status = await new Promise<number>((ended) => child.on("close", (code) => ended(code ?? -1)));
    const even = (text: string) => text.replaceAll(home, HOME);
    return steady({ status, stdout: even(stdout), stderr: even(stderr), asked: service.asked });
  } finally {
    service.close();
    rmSync(home, { recursive: true });
  }
}

if (import.meta.main) {
  const cli = awsClis().find(({ generation }) => generation === 2) as AwsCli;
  const rows: string[] = [];
  for (const run of QUERY_CASES) rows.push(`  ${JSON.stringify(run.name)}: ${JSON.stringify(await runReal(cli, run))},`);
  writeFileSync(
    new URL("../../sandbox/clients/aws/testing/query-recorded.ts", import.meta.url),
    `/** Recorded from ${cli.name} by tests/compare/queries.ts: what each command of query-cases.ts printed and asked. */
import type { RecordedQuery } from "./query-outcome.ts";

export const QUERY_RECORDED: Readonly<Record<string, RecordedQuery>> = {\n${rows.join("\n")}\n};\n`,
  );
}

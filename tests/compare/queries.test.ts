/** What was recorded of the real AWS CLI is what it prints today. */
import { describe, expect, it } from "vitest";
import { QUERY_CASES } from "../../sandbox/clients/aws/testing/query-cases.ts";
import { QUERY_RECORDED } from "../../sandbox/clients/aws/testing/query-recorded.ts";
import { awsClis } from "./aws-cli.ts";
import { runReal } from "./queries.ts";

describe.each(awsClis().filter(({ generation }) => generation === 2))("$name asks IAM and STS", (cli) => {
  it.each(QUERY_CASES)("as it was recorded: $name", async (run) => {
    expect(await runReal(cli, run)).toEqual(QUERY_RECORDED[run.name]);
  });
});

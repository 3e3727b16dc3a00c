/** `aws logs tail`, line by line as CLI 2.36.12 printed the same events. */
import { describe, expect, it } from "vitest";
import { runAws, type Setup } from "../testing/harness.ts";

const EVENTS = [
  { logStreamName: "s", timestamp: 1_795_420_800_000, message: "plain é\n\n", ingestionTime: 1, eventId: "1" },
  { logStreamName: "s", timestamp: 1_795_420_800_500, message: '{"a":"é","b":[]}', ingestionTime: 1, eventId: "2" },
];
const DETAILED = '2026-11-23T08:00:00.000000+00:00 s plain é\n2026-11-23T08:00:00.500000+00:00 s {"a":"é","b":[]}\n';
const answers = [{ body: { events: EVENTS } }];

/** Words without quotes. */
const awsLine = (line: string, setup: Setup) => runAws(line.split(" ").slice(1), setup);

describe("aws logs tail", () => {
  it.each([
    ["aws logs tail g", DETAILED],
    ["aws logs tail g --format detailed", DETAILED],
    ["aws logs tail g --format short", '2026-11-23T08:00:00 plain é\n2026-11-23T08:00:00 {"a":"é","b":[]}\n'],
    [
      "aws logs tail g --format json",
      '2026-11-23T08:00:00+00:00 s plain é\n2026-11-23T08:00:00.500000+00:00 s \n{\n    "a": "\\u00e9",\n    "b": []\n}\n',
    ],
    ["aws logs tail g --color on", DETAILED.replace(/(\S+\+00:00) s/g, "\u001b[32m$1\u001b[0m \u001b[36ms\u001b[0m")],
  ])("prints %s", async (line, stdout) => {
    expect(await awsLine(line, { answers })).toMatchObject({ status: 0, stdout, stderr: "" });
  });

  it.each([
    ["aws logs tail g", { startTime: 1_795_420_200_000 }],
    ["aws logs tail g --since 2h", { startTime: 1_795_413_600_000 }],
    ["aws logs tail g --since 2026-11-23", { startTime: 1_795_392_000_000 }],
    ["aws logs tail g --log-stream-names a b --filter-pattern x", { startTime: 1_795_420_200_000, filterPattern: "x", logStreamNames: ["a", "b"] }],
  ])("asks for %s", async (line, input) => {
    const { asked } = await awsLine(line, { answers });
    expect(asked.map(({ body }) => JSON.parse(body) as unknown)).toEqual([{ logGroupName: "g", interleaved: true, ...input }]);
  });

  it("follows pages to their end", async () => {
    const pages = [{ body: { events: EVENTS.slice(0, 1), nextToken: "more" } }, { body: { events: EVENTS.slice(1) } }];
    const { stdout, asked } = await awsLine("aws logs tail g", { answers: pages });
    expect([stdout, asked.map(({ body }) => (JSON.parse(body) as { nextToken?: string }).nextToken)]).toEqual([DETAILED, [undefined, "more"]]);
  });

  it.each([
    ["aws logs tail", "\naws: [ERROR]: An error occurred (ParamValidation): the following arguments are required: group_name\n"],
    ["aws logs tail g --since 5x", '\naws: [ERROR]: Invalid timestamp "5x": Unknown string format: 5x\n'],
    ["aws logs tail g --bogus", "\naws: [ERROR]: An error occurred (ParamValidation): Unknown options: --bogus\n"],
    ["aws logs tail g --follow", "\naws: [SANDBOX]: 'aws logs tail --follow' waits for events"],
  ])("refuses %s", async (line, beginning) => {
    const { stderr, status } = await awsLine(line, { answers });
    expect([stderr.slice(0, beginning.length), status === 0]).toEqual([beginning, false]);
  });

  it("is not known to v1", async () => {
    expect((await awsLine("aws logs tail g", { answers, generation: 1 })).stderr).toContain("Invalid choice");
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { quoteWord } from "../../../../shell/interpreter/quote.ts";
import { testComputer } from "../../../../shell/testing/computer.ts";
import { jq } from "../index.ts";
import { type Command, FILES } from "./commands.ts";
import { type Answer, CASES, keyOf, OTHERWISE } from "./index.ts";

/** The answers of jq 1.7; `tests/clients/jq.test.ts` records them and holds them against the real program. */
const recorded = (JSON.parse(readFileSync(new URL("./recorded.json", import.meta.url), "utf8")) as Record<"1.7", Record<string, Answer>>)["1.7"];

const computer = await testComputer({ programs: [jq] });
for (const [name, content] of Object.entries(FILES)) await computer.files.write(`/home/learner/${name}`, content);

async function here({ input, args }: Command): Promise<Answer> {
  const { status, stdout, stderr } = await computer.run(`jq ${args.map((word) => quoteWord(word)).join(" ")}`, { stdin: input });
  return [status, stdout, stderr];
}

describe("jq answers as jq 1.7 does", () => {
  for (const one of CASES.filter((each) => !OTHERWISE.has(keyOf(each))))
    it(`${one.args.join(" ").slice(0, 100)} ${one.input.slice(0, 20)}`, async () => expect(await here(one)).toEqual(recorded[keyOf(one)]));

  it("answers otherwise only where the table says so and why", async () => {
    const listed = CASES.filter((each) => OTHERWISE.has(keyOf(each)));
    expect(listed.length).toBe(OTHERWISE.size);
    for (const one of listed) expect(await here(one)).not.toEqual(recorded[keyOf(one)]);
  });
});

import { expect, it } from "vitest";
import { aws } from "./aws/index.ts";
import { curl } from "./curl/index.ts";
import { docker } from "./docker/index.ts";
import { ecrLogin } from "./ecr-login/index.ts";
import { programs } from "./index.ts";
import { textTools } from "./text/index.ts";

it("lists every program as its code describes it, before the code is fetched", () => {
  const listed = new Map(programs.map(({ name, summary, complete }) => [name, [summary, complete !== undefined]]));
  for (const { name, summary, complete } of [...textTools, aws, curl, docker, ecrLogin])
    expect([name, ...(listed.get(name) ?? [])]).toEqual([name, summary, complete !== undefined]);
});

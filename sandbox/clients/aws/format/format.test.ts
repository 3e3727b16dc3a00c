import { describe, expect, it } from "vitest";
import { runAws } from "../testing/harness.ts";
import { FORMATS, YAML_TEXTS } from "../testing/recorded.ts";

describe("output formats", () => {
  it.each(FORMATS)("prints %s as %s as the real CLI does", async (query, format, printed) => {
    const answers = [
      {
        body: {
          repositories: [
            { repositoryName: "web/app", repositoryUri: "x/web/app" },
            { repositoryName: "db", repositoryUri: "日本" },
          ],
        },
      },
    ];
    const { stdout } = await runAws(["ecr", "describe-repositories", "--query", query, "--output", format], { answers });
    expect(stdout).toBe(printed);
  });

  it("quotes and folds texts in YAML as the real CLI does", async () => {
    const answers = [{ body: { repositories: YAML_TEXTS.map(([repositoryUri], i) => ({ repositoryName: `r${i}`, repositoryUri })) } }];
    const { stdout } = await runAws(["ecr", "describe-repositories", "--output", "yaml"], { answers });
    expect(stdout).toBe(`repositories:\n${YAML_TEXTS.map(([, written], i) => `- repositoryName: r${i}\n  repositoryUri: ${written}\n`).join("")}`);
  });

  it("turns rows of a table upright when they are wider than the terminal, and colours a terminal's", async () => {
    const answers = [{ body: { imageIds: [{ imageDigest: `sha256:${"a".repeat(64)}`, imageTag: "latest" }] } }];
    const { stdout } = await runAws(["ecr", "list-images", "--repository-name", "ab", "--output", "table", "--color", "on"], { answers });
    expect(stdout).toContain("\x1b[1m\x1b[34mlatest\x1b[0m");
    expect(stdout).not.toContain("|       imageDigest");
  });
});

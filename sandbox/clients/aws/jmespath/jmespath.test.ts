import { describe, expect, it } from "vitest";
import { ask } from "./evaluate.ts";
import { parseQuery } from "./parse.ts";

const DATA = {
  repositories: [
    { repositoryName: "web/app", size: 3, createdAt: "2026-01-02", tags: ["a", "b"] },
    { repositoryName: "db", size: 10, createdAt: "2026-05-02", tags: [] },
    { repositoryName: "zed", size: 1.5, createdAt: "2025-05-02" },
  ],
  nums: [3, 1, 2],
  text: "héllo",
  nothing: null,
};
const query = (source: string) => ask(parseQuery(source), DATA);

describe("--query", () => {
  it.each([
    ["repositories[?createdAt>'2026'].repositoryName", ["web/app", "db"]],
    ["repositories[?size>`2` && !tags].repositoryName", ["db"]],
    ["repositories[].{n:repositoryName,t:length(tags || `[]`)} | [0]", { n: "web/app", t: 2 }],
    ["sort_by(repositories,&size)[-1].repositoryName", "db"],
    ["max_by(repositories,&createdAt).repositoryName", "db"],
    ["reverse(sort_by(repositories,&createdAt))[0].createdAt", "2026-05-02"],
    ["repositories[*].tags[]", ["a", "b"]],
    ["repositories[*].tags | [0]", ["a", "b"]],
    ["nums[::-1]", [2, 1, 3]],
    ["nums[2:0:-1]", [2, 1]],
    ["length(text)", 5],
    ["reverse(text)", "olléh"],
    ["nothing.a", null],
    ["nothing < `1`", null],
    ["text < nums", null],
    ["repositories[0].*", ["web/app", 3, "2026-01-02", ["a", "b"]]],
    ["join(', ', repositories[].repositoryName)", "web/app, db, zed"],
    ["to_string(nums)", "[3,1,2]"],
    ["`unquoted`", "unquoted"],
    ["'raw\\'s'", "raw's"],
  ])("answers %s", (source, answer) => {
    expect(query(source)).toEqual(answer);
  });

  it.each([
    ["repositories[", 'Invalid jmespath expression: Incomplete expression:\n"repositories["\n              ^'],
    ["a[:::]", 'syntax error: Parse error at column 4, token ":" (COLON), for expression:\n"a[:::]"\n     ^'],
    ["a b", 'Unexpected token: b: Parse error at column 2, token "b" (UNQUOTED_IDENTIFIER), for expression:\n"a b"\n   ^'],
    ["[?a=1]", "Bad jmespath expression: Unknown token '=':\n[?a=1]\n   ^"],
    ["'x", "Bad jmespath expression: Unclosed ' delimiter:\n'x\n^"],
    ["length(`1`)", "In function length(), invalid type for value: 1, expected one of: ['string', 'array', 'object'], received: \"number\""],
    ["nosuch(@)", "Unknown function: nosuch()"],
    ["abs()", "Expected 1 argument for function abs(), received 0"],
    ["not_null()", "Expected at least 1 argument for function not_null(), received 0"],
    ["sum(['a'])", "In function sum(), invalid type for value: a, expected one of: ['array-number'], received: \"str\""],
    ["text > `1`", "'>' not supported between instances of 'str' and 'int'"],
    ["contains(text, `1`)", "'in <string>' requires string as left operand, not int"],
    ["nums[::0]", "slice step cannot be zero"],
  ])("refuses %s in the CLI's words", (source, message) => {
    expect(() => query(source)).toThrow(message);
  });
});

import { expect, test } from "vitest";
import { fillRows } from "./rows.ts";
import { fill, TemplateError } from "./template.ts";

const value = { Name: "web", Tags: ["a", "b"], Config: { Env: ["A=1"], Labels: { team: "x" }, Cmd: null }, Size: 5 };

test.each([
  ["{{.Name}}:{{.Size}}", "web:5"],
  ["{{json .Tags}}", '["a","b"]'],
  ["{{ .Tags }}", "[a b]"],
  ['{{join .Tags ", "}}', "a, b"],
  ["{{range .Tags}}<{{.}}>{{end}}", "<a><b>"],
  ["{{range .Config.Cmd}}x{{else}}none{{end}}", "none"],
  ['{{if eq .Name "web"}}yes{{else}}no{{end}}', "yes"],
  ["{{index .Tags 1}}", "b"],
  ['{{index .Config.Labels "team"}}', "x"],
  ["{{.Config.Labels}}", "map[team:x]"],
  ["{{len .Tags}}", "2"],
  ['{{.Name | upper | printf "%-5s|"}}', "WEB  |"],
  ["{{.Config.Cmd}}", "<nil>"],
  ["{{with .Config}}{{.Env}}{{end}}", "[A=1]"],
  ["a {{- .Name -}} b", "awebb"],
  ["{{(index .Tags 0)}}", "a"],
])("%s is filled as Go fills it", (template, expected) => {
  expect(fill(template, value)).toBe(expected);
});

test.each(["{{.Nope}}", "{{.Name", "{{nope .Name}}", "{{end}}", "{{if .Name}}", "{{.Tags.Nope}}", "{{index .Tags 7}}"])(
  "%s is refused",
  (template) => {
    expect(() => fill(template, value)).toThrow(TemplateError);
  },
);

test("a table has headings over columns at least ten wide", () => {
  expect(fillRows("table {{.A}}\\t{{.B}}", [{ A: "1", B: "2" }], { A: "FIRST", B: "SECOND" })).toBe("FIRST     SECOND\n1         2\n");
});

import { expect, test } from "vitest";
import { fillRows } from "./rows.ts";
import { fill, TemplateError } from "./template.ts";

const value = { Name: "web", Tags: ["a", "b"], Config: { Env: ["A=1"], Labels: { team: "x" }, Cmd: null }, Size: 5, Ports: { "80/tcp": {} } };

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
  // Recorded from Docker 28.2.2.
  ["{{range $i, $tag := .Tags}}{{$i}}={{$tag}};{{end}}", "0=a;1=b;"],
  ["{{range $k,$v:=.Config.Labels}}{{$k}}={{$v}} {{end}}", "team=x "],
  ["{{$config := .Config}}{{range $.Tags}}{{.}}{{len $config.Env}}{{end}}", "a1b1"],
  ["{{with $n := .Name}}{{$n}}{{.}}{{end}}", "webweb"],
  ["{{pad .Name 1 2}}|{{truncate .Name 2}}", " web  |we"],
  ['{{lt 1 2}} {{ge "b" "a"}}', "true true"],
  ["{{.Ports}}", "map[80/tcp:{}]"],
])("%s is filled as Go fills it", (template, expected) => {
  expect(fill(template, value)).toBe(expected);
});

test.each(["{{.Nope}}", "{{.Name", "{{nope .Name}}", "{{end}}", "{{if .Name}}", "{{.Tags.Nope}}", "{{index .Tags 7}}"])(
  "%s is refused",
  (template) => {
    expect(() => fill(template, value)).toThrow(TemplateError);
  },
);

test.each([
  ["{{.Nope}}", 'template: :1:2: executing "" at <.Nope>: map has no entry for key "Nope"'],
  ["a\nb {{.Config.Nope}}", 'template: :2:11: executing "" at <.Config.Nope>: map has no entry for key "Nope"'],
  ["{{.Tags.Nope}}", 'template: :1:7: executing "" at <.Tags.Nope>: can\'t evaluate field Nope in type interface {}'],
  ["{{index .Tags 7}}", 'template: :1:2: executing "" at <index .Tags 7>: error calling index: index out of range: 7'],
])("%s is refused in Go's words", (template, message) => {
  expect(() => fill(template, value)).toThrow(new TemplateError(message));
});

test("a label that is not there is no mistake", () => {
  expect(fill("{{.Config.Labels.nope}}", value)).toBe("<no value>");
});

test("a field that a row does not have is refused by the row's type", () => {
  expect(() => fillRows("{{.Nope}}", [{ A: "1" }], {}, "*formatter.imageContext")).toThrow(
    'template parsing error: template: :1:2: executing "" at <.Nope>: can\'t evaluate field Nope in type *formatter.imageContext',
  );
});

test("a table has headings over columns at least ten wide", () => {
  expect(fillRows("table {{.A}}\\t{{.B}}", [{ A: "1", B: "2" }], { A: "FIRST", B: "SECOND" }, "")).toBe("FIRST     SECOND\n1         2\n");
});

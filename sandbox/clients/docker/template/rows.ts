/** `--format` of a list: `json`, `table TEMPLATE` with headings, or a template per row. */
import { DockerError } from "../errors/errors.ts";
import { table } from "../words/units.ts";
import { goJson } from "./go-json.ts";
import { fill, type GoTypes, TemplateError } from "./template.ts";

/** `type` is what Go calls a row. */
export function fillRows(
  format: string,
  rows: readonly Readonly<Record<string, string>>[],
  headings: Readonly<Record<string, string>>,
  type: string,
): string {
  const filled = (template: string, row: Readonly<Record<string, string>>) =>
    fillOrRefuse(template, row, { root: type, leaf: "string" }, "template parsing error: ");
  if (format === "json") return rows.map((row) => `${goJson(row)}\n`).join("");
  const isTable = format.startsWith("table ");
  const template = (isTable ? format.slice(6) : format).replaceAll("\\t", "\t").replaceAll("\\n", "\n");
  if (!isTable) return rows.map((row) => `${filled(template, row)}\n`).join("");
  return table([headings, ...rows].map((row) => filled(template, row).split("\t")));
}

/** Fills a template; what is wrong with it ends the command. `before` is what the command says before it. */
export function fillOrRefuse(template: string, value: unknown, types?: GoTypes, before = ""): string {
  try {
    return fill(template, value, types ? { types } : {});
  } catch (error) {
    const said = (error as Error).message;
    if (error instanceof TemplateError)
      throw new DockerError(said.startsWith("template parsing") ? said : before + said, 1, { code: "template", names: template });
    throw error;
  }
}

/** `--format` of a list: `json`, `table TEMPLATE` with headings, or a template per row. */
import { DockerError } from "../errors/errors.ts";
import { table } from "../words/units.ts";
import { goJson } from "./go-json.ts";
import { fill, TemplateError } from "./template.ts";

export function fillRows(format: string, rows: readonly Readonly<Record<string, string>>[], headings: Readonly<Record<string, string>>): string {
  if (format === "json") return rows.map((row) => `${goJson(row)}\n`).join("");
  const isTable = format.startsWith("table ");
  const template = (isTable ? format.slice(6) : format).replaceAll("\\t", "\t").replaceAll("\\n", "\n");
  if (!isTable) return rows.map((row) => `${fillOrRefuse(template, row)}\n`).join("");
  return table([headings, ...rows].map((row) => fillOrRefuse(template, row).split("\t")));
}

/** Fills a template; what is wrong with it ends the command. */
export function fillOrRefuse(template: string, value: unknown): string {
  try {
    return fill(template, value);
  } catch (error) {
    if (error instanceof TemplateError) throw new DockerError(error.message, 1, { code: "template", names: template });
    throw error;
  }
}

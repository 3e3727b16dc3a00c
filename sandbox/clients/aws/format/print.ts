/** Writes an answer in the chosen format, after `--query`. */
import type { Output, Terminal } from "../../../shell/program.ts";
import { Failure } from "../errors/failure.ts";
import type { Generation } from "../errors/print.ts";
import { dumps } from "../python/json.ts";
import { isDict, type Value } from "../python/values.ts";
import type { Answer } from "../request/call.ts";
import type { Query } from "./query.ts";
import { formatTable } from "./table/table.ts";
import { formatText } from "./text/text.ts";
import { formatYaml } from "./yaml/yaml.ts";

export interface Printing {
  readonly format: string;
  readonly query: Query | undefined;
  readonly colour: "on" | "off" | "auto";
  readonly stdout: Output;
  readonly terminal: Terminal;
  readonly generation: Generation;
}

const FORMATS: Readonly<Record<Generation, readonly string[]>> = {
  1: ["json", "text", "table"],
  2: ["json", "text", "table", "yaml", "yaml-stream", "off"],
};

/** Throws for a configured format that this generation does not have. */
export function checkFormat(format: string, generation: Generation): void {
  if (!FORMATS[generation].includes(format)) throw new Failure("general", "bad-value", `Unknown output type: ${format}`, format);
}

const nothing = (value: Value): boolean => isDict(value) && Object.keys(value).length === 0;

function rendered(name: string, value: Value, printing: Printing): string {
  const { format, stdout, terminal, colour } = printing;
  if (format === "table") {
    return formatTable(name, value, { width: stdout.isTty ? terminal.columns : 80, colour: colour === "on" || (colour === "auto" && stdout.isTty) });
  }
  if (nothing(value)) return "";
  return format === "yaml" && typeof value === "object" && value !== null ? formatYaml(value) : `${dumps(value, { indent: 4, ascii: false })}\n`;
}

/** Prints the answer of the operation called `name`. */
export async function printAnswer(name: string, answer: Answer, printing: Printing): Promise<void> {
  const { format, query, stdout } = printing;
  checkFormat(format, printing.generation);
  const asked = (value: Value): Value => (query ? query.search(value) : value);
  let out = "";
  if (format === "text") {
    if (answer.noText) throw answer.noText;
    for (const page of answer.pages) out += formatText(asked(page));
    if (answer.resumeToken !== undefined) out += formatText(asked({ NextToken: { NextToken: answer.resumeToken } }));
  } else if (format === "yaml-stream") {
    for (const page of answer.pages) {
      out += formatYaml([asked(page)]);
    }
  } else if (format !== "off") out = rendered(name, asked(answer.whole), printing);
  if (out !== "") await stdout.write(out);
}

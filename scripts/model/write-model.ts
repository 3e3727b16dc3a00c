/** Writes a service model as TypeScript: the data for run time, and a type for every shape. */
import type { MemberModel, ServiceModel, TypeRef } from "../../sandbox/http/model/model.ts";

const header = ({ service }: ServiceModel): string =>
  `// Written by scripts/generate-model.ts from @aws-sdk/client-${service}. Do not edit: run \`node scripts/generate-model.ts\`.
`;

const SCALAR_TYPES: Readonly<Record<string, string>> = {
  string: "string",
  boolean: "boolean",
  integer: "number",
  long: "number",
  double: "number",
  timestamp: "number",
  blob: "Uint8Array",
};

function typescriptOf(ref: TypeRef): string {
  if (ref.endsWith("[]")) return `readonly ${typescriptOf(ref.slice(0, -2))}[]`;
  if (ref.startsWith("{")) return `Readonly<Record<string, ${typescriptOf(ref.slice(1, -1))}>>`;
  return SCALAR_TYPES[ref] ?? ref;
}

function memberLine({ name, type, required }: MemberModel): string {
  return required ? `  readonly ${name}: ${typescriptOf(type)};` : `  readonly ${name}?: ${typescriptOf(type)} | undefined;`;
}

const json = (value: unknown): string => JSON.stringify(value);
const union = (values: readonly string[]): string => values.map(json).join(" | ") || "never";

/** Rows of data, one a line, so that a change of the SDK is a readable diff. */
function table(name: string, type: string, rows: readonly string[]): string {
  return [`export const ${name}: ${type} = {`, ...rows.map((row) => `  ${row},`), "};", ""].join("\n");
}

/** The data file. */
export function writeData(model: ServiceModel): string {
  const { operations, shapes, enums, waiters, ...head } = model;
  const query = model.protocol === "query";
  const flag = query ? "; readonly noResult?: true" : "";
  const waiting = query ? "readonly retryOn: string" : "readonly path: string; readonly success: string; readonly failure: string";
  const compact = (members: readonly MemberModel[]) => members.map((member) => `${member.name}${member.required ? "!" : ""} ${member.type}`);
  return [
    header(model),
    `export const HEAD = ${json(head)} as const;`,
    "",
    table(
      "OPERATIONS",
      `Readonly<Record<string, { readonly errors: readonly string[]; readonly pages?: readonly [string, string, string, readonly string[]]${flag} }>>`,
      Object.values(operations).map(({ name, errors, pagination: p, noResult }) => {
        const pages = p ? `, pages: ${json([p.inputToken, p.outputToken, p.limitKey, p.resultKeys])}` : "";
        return `${name}: { errors: ${json(errors)}${pages}${noResult ? ", noResult: true" : ""} }`;
      }),
    ),
    table(
      "SHAPES",
      "Readonly<Record<string, readonly string[]>>",
      Object.entries(shapes).map(([name, members]) => `${name}: ${json(compact(members))}`),
    ),
    table(
      "ENUMS",
      "Readonly<Record<string, readonly string[]>>",
      Object.entries(enums).map(([name, values]) => `${name}: ${json(values)}`),
    ),
    table(
      "WAITERS",
      `Readonly<Record<string, { readonly operation: string; ${waiting}; readonly delay: number; readonly attempts: number }>>`,
      Object.entries(waiters).map(([name, waiter]) => `${name}: ${json(waiter)}`),
    ),
  ].join("\n");
}

/** The types file, without the errors. Timestamps are epoch seconds, as on the wire; blobs are bytes. */
export function writeTypes(model: ServiceModel): string {
  const lines = [header(model)];
  for (const [name, values] of Object.entries(model.enums)) lines.push(`export type ${name} = ${union(values)};`);
  lines.push("");
  for (const [name, members] of Object.entries(model.shapes)) {
    if (name.endsWith("Exception")) continue;
    if (members.length === 0) lines.push(`export type ${name} = Readonly<Record<string, never>>;`, "");
    else lines.push(`export interface ${name} {`, ...members.map(memberLine), "}", "");
  }
  lines.push("export interface Operations {");
  for (const { name, input, output, errors } of Object.values(model.operations)) {
    lines.push(`  readonly ${name}: { readonly input: ${input}; readonly output: ${output}; readonly errors: ${union(errors)} };`);
  }
  lines.push("}", "");
  return lines.join("\n");
}

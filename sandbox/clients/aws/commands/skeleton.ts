/** `--generate-cli-skeleton`: an empty input, or an answer as it would look. */
import type { Shape, Structure } from "../model.ts";
import { dumps } from "../python/json.ts";
import type { Dict, Value } from "../python/values.ts";

/** Values that the CLI's own model lists first where the model of the SDK, which sorts them, does not. */
const FIRST: ReadonlySet<string> = new Set([
  "ecr",
  "MUTABLE",
  "REPLICATION",
  "TAGGED",
  "ACTIVE",
  "SCAN_ON_PUSH",
  "STANDARD",
  "All",
  "PermissionsPolicy",
  "inline",
  "string",
  "user",
  "User",
]);

/** A value of a shape; `name` stands for texts in a sample answer. */
function sample(shape: Shape, name: string, named: boolean, inside: readonly string[]): Value {
  switch (shape.kind) {
    case "structure": {
      if (inside.includes(shape.name)) return {};
      return Object.fromEntries([...shape.members].map(([key, member]) => [key, sample(member, key, named, [...inside, shape.name])]));
    }
    case "list":
      return [sample(shape.member, named ? name : "", named, inside)];
    case "map":
      return { KeyName: sample(shape.value, named ? name : "", named, inside) };
    case "integer":
    case "long":
      return 0;
    case "float":
    case "double":
      return 0;
    case "boolean":
      return true;
    case "timestamp":
      return "1970-01-01T00:00:00";
    case "string":
      return named ? name : (shape.enum?.find((value) => FIRST.has(value)) ?? shape.enum?.[0] ?? "");
    default:
      return named ? name : "";
  }
}

export function inputSkeleton(input: Structure): string {
  return `${dumps(sample(input, "", false, []), { indent: 4 })}\n`;
}

export function outputSample(output: Structure): Dict {
  return sample(output, "", true, []) as Dict;
}

/** The input as YAML with a comment at what is required. */
export function yamlSkeleton(input: Structure): string {
  const lines: string[] = [];
  /** A member, and what it holds, further in; `label` is its key, or the dash of an item. */
  const write = (label: string, shape: Shape, indent: string, note: string): void => {
    const from = lines.length;
    if (shape.kind === "structure" || shape.kind === "list" || shape.kind === "map") lines.push(`${indent}${label}${note}`);
    if (shape.kind === "structure") writeMembers(shape, `${indent}  `);
    else if (shape.kind === "map") write("KeyName:", shape.value, `${indent}  `, "");
    else if (shape.kind === "list") {
      write("-", shape.member, indent, "");
      // The first line of an item stands behind its dash.
      const [dash, first] = [lines[from + 1], lines[from + 2]];
      if (dash === `${indent}-` && first !== undefined) lines.splice(from + 1, 2, `${indent}- ${first.trimStart()}`);
    } else {
      const value = sample(shape, "", false, []);
      lines.push(`${indent}${label} ${value === "" ? "''" : String(value)}${note}`);
    }
  };
  const writeMembers = ({ members, required }: Structure, indent: string): void => {
    for (const [name, member] of members) write(`${name}:`, member, indent, required.includes(name) ? "  # [REQUIRED]" : "");
  };
  writeMembers(input, "");
  return lines.length > 0 ? `${lines.join("\n")}\n` : "{}\n";
}

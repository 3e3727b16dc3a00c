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
  const write = (shape: Shape, indent: string): void => {
    if (shape.kind !== "structure") return;
    for (const [name, member] of shape.members) {
      const note = shape.required.includes(name) ? " # [REQUIRED]" : "";
      if (member.kind === "structure") {
        lines.push(`${indent}${name}:${note && ` ${note}`}`);
        write(member, `${indent}  `);
      } else if (member.kind === "list") {
        lines.push(`${indent}${name}:${note && ` ${note}`}`);
        if (member.member.kind === "structure") {
          const from = lines.length;
          write(member.member, `${indent}  `);
          const first = lines[from];
          if (first !== undefined) lines[from] = `${indent}- ${first.slice(indent.length + 2)}`;
        } else lines.push(`${indent}- ''`);
      } else {
        const value = sample(member, "", false, []);
        lines.push(`${indent}${name}: ${typeof value === "string" ? (value === "" ? "''" : value) : String(value)}${note && ` ${note}`}`);
      }
    }
  };
  write(input, "");
  return lines.length > 0 ? `${lines.join("\n")}\n` : "{}\n";
}

/** What the Service Authorization Reference says of the services whose actions are known by name, read from the generated rows when first asked. */
import type { ValueType } from "../document/grammar.ts";
import { ECR } from "./ecr.gen.ts";

/** Rows as generated: `PutImage W repository KEYS`, `repository ARN KEYS`, `ecr:AccountSetting String`. */
export interface ServiceRows {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly keys: readonly string[];
}

export type AccessLevel = "List" | "Read" | "Write" | "Permissions management" | "Tagging";

export interface ActionFacts {
  /** `ecr:PutImage`. */
  readonly name: string;
  readonly level: AccessLevel;
  /** Names of the resource types it can be limited to; none: the resource is `*`. */
  readonly resources: readonly string[];
  /** Condition keys it takes beside the global ones, those of its resources included. */
  readonly keys: readonly string[];
}

export interface KeyFacts {
  /** `ecr:ResourceTag/${TagKey}`. */
  readonly name: string;
  readonly type: ValueType;
  /** Whether a request has a list of values for it. */
  readonly many: boolean;
}

export interface ServiceFacts {
  readonly prefix: string;
  readonly actions: readonly ActionFacts[];
  /** ARN patterns by resource type: `arn:${Partition}:ecr:${Region}:${Account}:repository/${RepositoryName}`. */
  readonly resources: Readonly<Record<string, string>>;
  readonly keys: readonly KeyFacts[];
}

const LEVELS: Readonly<Record<string, AccessLevel>> = { L: "List", R: "Read", W: "Write", P: "Permissions management", T: "Tagging" };

/** A type as the reference writes it: `ArrayOfString`, `IPAddress`. */
export function keyFacts(name: string, type: string): KeyFacts {
  const many = type.startsWith("ArrayOf");
  const plain = many ? type.slice("ArrayOf".length) : type;
  return { name, type: (plain === "IPAddress" ? "IpAddress" : plain) as ValueType, many };
}

/** Reads the rows of a service. */
export function readService(prefix: string, rows: ServiceRows): ServiceFacts {
  const resources = rows.resources.map((row) => row.split(" "));
  const keysOf = Object.fromEntries(resources.map(([type = "", , keys]) => [type, keys?.split(",") ?? []]));
  const actions = rows.actions.map((row): ActionFacts => {
    const [name, level = "", types = "*", keys] = row.split(" ");
    const of = types === "*" ? [] : types.split(",");
    return {
      name: `${prefix}:${name}`,
      level: LEVELS[level] ?? "Write",
      resources: of,
      keys: [...(keys?.split(",") ?? []), ...of.flatMap((type) => keysOf[type] ?? [])],
    };
  });
  return {
    prefix,
    actions,
    resources: Object.fromEntries(resources.map(([type = "", arn = ""]) => [type, arn])),
    keys: rows.keys.map((row) => keyFacts(row.slice(0, row.lastIndexOf(" ")), row.slice(row.lastIndexOf(" ") + 1))),
  };
}

/** Amazon ECR: what the engine, too, needs to know. */
export const ecrFacts: ServiceFacts = readService("ecr", ECR.ecr as ServiceRows);

const ECR_ACTIONS = new Map(ecrFacts.actions.map((action) => [action.name.toLowerCase(), action]));

/** The action of ECR with this name; names are not case-sensitive. */
export function ecrAction(name: string): ActionFacts | undefined {
  return ECR_ACTIONS.get(name.toLowerCase());
}

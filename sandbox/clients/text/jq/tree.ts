/** Programs as trees. */
import type { Closure, Item, Machine, Outputs } from "./machine.ts";
import type { Value } from "./values.ts";

export type BinaryOperator = "+" | "-" | "*" | "/" | "%" | "==" | "!=" | "<" | "<=" | ">" | ">=";
export type UpdateOperator = "=" | "|=" | "+=" | "-=" | "*=" | "/=" | "%=" | "//=";

export type Pattern =
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "array"; readonly elements: readonly Pattern[] }
  | { readonly kind: "object"; readonly entries: readonly PatternEntry[] };

export interface PatternEntry {
  /** `$name` binds the value under that key too. */
  readonly variable?: string;
  readonly key: Node;
  readonly pattern?: Pattern;
}

export interface Definition {
  readonly name: string;
  /** `$name` for a parameter that is a value. */
  readonly parameters: readonly string[];
  readonly body: Node;
}

/** What a node does, and where it stands in the program's text. */
export type Node = Shape & {
  readonly at: number;
  /** Exactly one output or an error, without anything that could go on for long: evaluated directly. Set when names are resolved. */
  single?: boolean;
};

type Shape =
  | { readonly kind: "identity" }
  | { readonly kind: "recurse" }
  | { readonly kind: "literal"; readonly value: Value }
  /** `optional`: a `?` stands right after it, so a value that cannot be indexed gives nothing; the others go on. */
  | { readonly kind: "index"; readonly of: Node; readonly key: Node; readonly optional?: boolean }
  | { readonly kind: "slice"; readonly of: Node; readonly from: Node | undefined; readonly to: Node | undefined; readonly optional?: boolean }
  | { readonly kind: "each"; readonly of: Node; readonly optional?: boolean }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "text"; readonly format: string | undefined; readonly parts: readonly (string | Node)[] }
  | { readonly kind: "format"; readonly name: string }
  | { readonly kind: "array"; readonly body: Node | undefined }
  | { readonly kind: "object"; readonly entries: readonly { readonly key: Node; readonly value: Node }[] }
  | { readonly kind: "negate"; readonly body: Node }
  | { readonly kind: "pipe"; readonly left: Node; readonly right: Node }
  | { readonly kind: "comma"; readonly left: Node; readonly right: Node }
  | { readonly kind: "and"; readonly left: Node; readonly right: Node }
  | { readonly kind: "or"; readonly left: Node; readonly right: Node }
  /** `//`. */
  | { readonly kind: "otherwise"; readonly left: Node; readonly right: Node }
  | { readonly kind: "binary"; readonly operator: BinaryOperator; readonly left: Node; readonly right: Node }
  | { readonly kind: "update"; readonly operator: UpdateOperator; readonly left: Node; readonly right: Node }
  | { readonly kind: "if"; readonly condition: Node; readonly then: Node; readonly otherwise: Node | undefined }
  | { readonly kind: "try"; readonly body: Node; readonly handler: Node | undefined }
  | { readonly kind: "reduce"; readonly source: Node; readonly patterns: readonly Pattern[]; readonly start: Node; readonly update: Node }
  | {
      readonly kind: "foreach";
      readonly source: Node;
      readonly patterns: readonly Pattern[];
      readonly start: Node;
      readonly update: Node;
      readonly extract: Node | undefined;
    }
  | { readonly kind: "as"; readonly source: Node; readonly patterns: readonly Pattern[]; readonly body: Node }
  | { readonly kind: "define"; readonly definition: Definition; readonly body: Node }
  | { readonly kind: "label"; readonly name: string; readonly body: Node }
  | { readonly kind: "break"; readonly name: string }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Node[]; builtin?: Builtin };

/** A function of the language: over values alone, over programs that it runs itself, or written in the language. */
export type Builtin =
  | { readonly kind: "values"; readonly apply: (input: Value, args: readonly Value[], world: World) => Value }
  | { readonly kind: "closures"; readonly run: (machine: Machine, item: Item, args: readonly Closure[]) => Outputs }
  | { readonly kind: "library"; readonly definition: Definition };

/** The little of the outside that builtins may ask for. */
export interface World {
  /** Virtual time, seconds. */
  now(): number;
  readonly env: Value;
  position(): { readonly file: string | undefined; readonly line: number };
  /** Text for standard error (or output), in order with the results. */
  say(text: string, to: "out" | "err"): void;
}

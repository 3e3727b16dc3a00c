/**
 * An AWS service's API as data: what requests are parsed and validated by, what the `aws` command takes its options from, what help and
 * completion list. One form for every service, so that one machinery serves them all.
 */

/**
 * A type in few characters: `string boolean integer long double timestamp blob`, the name of a shape or enum, `X[]` for a list and
 * `{X}` for a map with string keys.
 */
export type TypeRef = string;

export interface MemberModel {
  readonly name: string;
  readonly type: TypeRef;
  readonly required?: true;
}

export interface OperationModel {
  readonly name: string;
  /** Names of shapes. */
  readonly input: string;
  readonly output: string;
  /** Errors that the operation declares: names of shapes, or the codes on the wire of a Query service. */
  readonly errors: readonly string[];
  /** A Query operation whose answer has no `<…Result>` element at all. */
  readonly noResult?: true;
  readonly pagination?: PaginationModel;
}

/** How the pages of an operation are asked for and joined. */
export interface PaginationModel {
  readonly inputToken: string;
  readonly outputToken: string;
  readonly limitKey: string;
  /** Paths of the lists that grow from page to page. Empty for an operation that clients do not join. */
  readonly resultKeys: readonly string[];
}

interface Polled {
  readonly operation: string;
  /** Seconds between polls, and how many polls. */
  readonly delay: number;
  readonly attempts: number;
}

/** What a waiter waits for: a value in the answer, or an answer at all, trying again on one error code. */
export type WaiterModel =
  | (Polled & {
      /** Path into the output, compared with `success` and `failure`. */
      readonly path: string;
      readonly success: string;
      readonly failure: string;
    })
  | (Polled & { readonly retryOn: string });

export interface ServiceModel {
  /** As in an endpoint and a signature's scope: `ecr`. */
  readonly service: string;
  readonly apiVersion: string;
  readonly protocol: "json" | "query";
  /** What stands before the operation in `X-Amz-Target`; empty for the Query protocol. */
  readonly targetPrefix: string;
  /** `Shape.member` of answers that hold a policy as percent-encoded JSON, which clients decode. */
  readonly documents?: readonly string[];
  /** Operations that are sent without a signature. */
  readonly unsigned?: readonly string[];
  /** HTTP status by error code, of a Query service. */
  readonly errorStatuses?: Readonly<Record<string, number>>;
  readonly operations: Readonly<Record<string, OperationModel>>;
  /** Members in model order, which is the order of keys in answers. */
  readonly shapes: Readonly<Record<string, readonly MemberModel[]>>;
  readonly enums: Readonly<Record<string, readonly string[]>>;
  readonly waiters: Readonly<Record<string, WaiterModel>>;
}

export type Scalar = "string" | "boolean" | "integer" | "long" | "double" | "timestamp" | "blob";

/** A `TypeRef` taken apart. */
export type Type =
  | { readonly kind: "list"; readonly of: TypeRef }
  | { readonly kind: "map"; readonly of: TypeRef }
  | { readonly kind: "structure"; readonly name: string; readonly members: readonly MemberModel[] }
  | { readonly kind: "enum"; readonly name: string; readonly values: readonly string[] }
  | { readonly kind: "scalar"; readonly name: Scalar };

const SCALARS: ReadonlySet<string> = new Set(["string", "boolean", "integer", "long", "double", "timestamp", "blob"]);

/** What a reference means in a model. Throws for a name the model does not have: such a model is broken. */
export function typeOf(model: ServiceModel, ref: TypeRef): Type {
  if (ref.endsWith("[]")) return { kind: "list", of: ref.slice(0, -2) };
  if (ref.startsWith("{")) return { kind: "map", of: ref.slice(1, -1) };
  if (SCALARS.has(ref)) return { kind: "scalar", name: ref as Scalar };
  const members = model.shapes[ref];
  if (members) return { kind: "structure", name: ref, members };
  const values = model.enums[ref];
  if (values) return { kind: "enum", name: ref, values };
  throw new Error(`the model of ${model.service} has no type ${ref}`);
}

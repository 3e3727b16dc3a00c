/** A generated table of data (`model.gen.ts`) as a `ServiceModel`. */
import type { MemberModel, OperationModel, ServiceModel, WaiterModel } from "./model.ts";

interface OperationRow {
  readonly errors: readonly string[];
  readonly pages?: readonly [inputToken: string, outputToken: string, limitKey: string, resultKeys: readonly string[]];
  readonly noResult?: true;
}

/** What a generated file exports. */
export interface PackedModel {
  readonly HEAD: Omit<ServiceModel, "operations" | "shapes" | "enums" | "waiters">;
  readonly OPERATIONS: Readonly<Record<string, OperationRow>>;
  readonly SHAPES: Readonly<Record<string, readonly string[]>>;
  readonly ENUMS: Readonly<Record<string, readonly string[]>>;
  readonly WAITERS: Readonly<Record<string, WaiterModel>>;
}

function member(text: string): MemberModel {
  const [name = "", type = ""] = text.split(" ");
  return name.endsWith("!") ? { name: name.slice(0, -1), type, required: true } : { name, type };
}

function operation(name: string, { errors, pages, noResult }: OperationRow): OperationModel {
  const base = { name, input: `${name}Request`, output: `${name}Response`, errors, ...(noResult ? { noResult } : {}) };
  if (!pages) return base;
  const [inputToken, outputToken, limitKey, resultKeys] = pages;
  return { ...base, pagination: { inputToken, outputToken, limitKey, resultKeys } };
}

export function unpackModel({ HEAD, OPERATIONS, SHAPES, ENUMS, WAITERS }: PackedModel): ServiceModel {
  return {
    ...HEAD,
    operations: Object.fromEntries(Object.entries(OPERATIONS).map(([name, row]) => [name, operation(name, row)])),
    shapes: Object.fromEntries(Object.entries(SHAPES).map(([name, members]) => [name, members.map(member)])),
    enums: ENUMS,
    waiters: WAITERS,
  };
}

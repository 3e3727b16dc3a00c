/** ECR's 62 operations as data and as types. The one part of `ecr/` that the `aws` command may import. */
import type { MemberModel, OperationModel, ServiceModel } from "../../http/model/model.ts";
import { ENUMS, HEAD, OPERATIONS, SHAPES, WAITERS } from "./model.gen.ts";
import type { Operations } from "./types.gen.ts";

export type { ServiceModel, TypeRef } from "../../http/model/model.ts";
export { typeOf } from "../../http/model/model.ts";

export type OperationName = keyof Operations;
export type Input<N extends OperationName> = Operations[N]["input"];
export type Output<N extends OperationName> = Operations[N]["output"];
/** Errors that an operation declares; a handler can refuse with no other. */
export type ErrorName<N extends OperationName> = Operations[N]["errors"];

function member(text: string): MemberModel {
  const [name = "", type = ""] = text.split(" ");
  return name.endsWith("!") ? { name: name.slice(0, -1), type, required: true } : { name, type };
}

function operation(name: string, row: (typeof OPERATIONS)[string]): OperationModel {
  const base = { name, input: `${name}Request`, output: `${name}Response`, errors: row.errors };
  if (!row.pages) return base;
  const [inputToken, outputToken, limitKey, resultKeys] = row.pages;
  return { ...base, pagination: { inputToken, outputToken, limitKey, resultKeys } };
}

/** The whole of ECR (API version 2015-09-21). */
export const MODEL: ServiceModel = {
  ...HEAD,
  operations: Object.fromEntries(Object.entries(OPERATIONS).map(([name, row]) => [name, operation(name, row)])),
  shapes: Object.fromEntries(Object.entries(SHAPES).map(([name, members]) => [name, members.map(member)])),
  enums: ENUMS,
  waiters: WAITERS,
};

export function isOperationName(name: string): name is OperationName {
  return Object.hasOwn(MODEL.operations, name);
}

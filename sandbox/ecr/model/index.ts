/** ECR's 62 operations as data and as types. The one part of `ecr/` that the `aws` command may import. */
import type { ServiceModel } from "../../http/model/model.ts";
import { unpackModel } from "../../http/model/unpack.ts";
import { ENUMS, HEAD, OPERATIONS, SHAPES, WAITERS } from "./model.gen.ts";
import type { Operations } from "./types.gen.ts";

export type { MemberModel, ServiceModel, TypeRef } from "../../http/model/model.ts";
export { typeOf } from "../../http/model/model.ts";

export type OperationName = keyof Operations;
export type Input<N extends OperationName> = Operations[N]["input"];
export type Output<N extends OperationName> = Operations[N]["output"];
/** Errors that an operation declares; a handler can refuse with no other. */
export type ErrorName<N extends OperationName> = Operations[N]["errors"];

/** The whole of ECR (API version 2015-09-21). */
export const MODEL: ServiceModel = unpackModel({ HEAD, OPERATIONS, SHAPES, ENUMS, WAITERS });

export function isOperationName(name: string): name is OperationName {
  return Object.hasOwn(MODEL.operations, name);
}

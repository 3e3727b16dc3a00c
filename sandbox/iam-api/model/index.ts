/** The part of IAM that the sandbox has, as data and as types. The one part of `iam-api/` that the `aws` command may import. */
import type { ServiceModel } from "../../http/model/model.ts";
import { unpackModel } from "../../http/model/unpack.ts";
import { ENUMS, HEAD, OPERATIONS, SHAPES, WAITERS } from "./model.gen.ts";
import type { Operations } from "./types.gen.ts";

export type * from "./types.gen.ts";

export type OperationName = keyof Operations;
export type Input<N extends OperationName> = Operations[N]["input"];
export type Output<N extends OperationName> = Operations[N]["output"];

/** IAM (API version 2010-05-08): the listed operations of scripts/model/query-services.ts. */
export const IAM_MODEL: ServiceModel = unpackModel({ HEAD, OPERATIONS, SHAPES, ENUMS, WAITERS });

/** What an operation of STS works with. */
import type { CloudContext, Report } from "../cloud/service.ts";
import { type Asked, ask } from "../iam/ask.ts";
import type { Caller, Decision } from "../iam/decision.ts";
import type { Input, OperationName, Output } from "./model/index.ts";

export interface StsScope {
  readonly context: CloudContext;
  readonly report: Report;
  readonly region: string;
  /** Virtual time, epoch milliseconds. */
  readonly now: number;
}

/** Of a signed request. */
export interface SignedScope extends StsScope {
  readonly caller: Caller;
}

type Values = Readonly<Record<string, unknown>>;

export interface StsOperation {
  readonly name: OperationName;
  readonly signed: boolean;
  readonly run: (input: Values, scope: SignedScope) => Values;
}

export function signedOperation<N extends OperationName>(name: N, run: (input: Input<N>, scope: SignedScope) => Output<N>): StsOperation {
  return { name, signed: true, run: run as StsOperation["run"] };
}

/** An operation that anybody may ask for, with or without a signature. */
export function openOperation<N extends OperationName>(name: N, run: (input: Input<N>, scope: StsScope) => Output<N>): StsOperation {
  return { name, signed: false, run: (input, scope) => run(input as Input<N>, scope) as Values };
}

/** Asks the evaluator and notes the answer in the report. */
export function decided(scope: StsScope, asked: Omit<Asked, "region" | "now">): Decision {
  const decision = ask(scope.context.store.world, { ...asked, region: scope.region, now: scope.now });
  Object.assign(scope.report, { action: asked.action, resource: asked.resource, decision });
  return decision;
}

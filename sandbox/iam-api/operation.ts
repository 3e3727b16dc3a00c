/** What a contributor writes for one operation of IAM: the questions it asks the evaluator, and a synchronous function from input and world to output. */
import type { Caller, Context } from "../iam/decision.ts";
import type { SandboxEvent } from "../kernel/events.ts";
import type { Hasher } from "../kernel/hash.ts";
import type { Ids } from "../kernel/ids.ts";
import type { Transaction, World } from "../world/world.ts";
import type { Input, OperationName, Output } from "./model/index.ts";

/** Who asks, in which world. */
export interface Where {
  readonly world: World;
  readonly account: string;
  readonly caller: Caller;
}

/** One question: may the caller do the operation's action to this resource? */
export interface IamQuestion {
  /** ARN, or `*`. */
  readonly resource: string;
  /** How IAM's refusals name the resource where they do not give the ARN: `role deployer`. */
  readonly shown?: string;
  /** Another action than the operation's own: `iam:TagUser`. */
  readonly action?: string;
  /** Condition keys of the request. */
  readonly more?: Context;
}

export interface Scope extends Where {
  readonly tx: Transaction;
  /** Virtual time, epoch milliseconds. */
  readonly now: number;
  readonly ids: Ids;
  readonly hasher: Hasher;
  /** What happened so far: when a key was last used stands there. */
  readonly events: readonly SandboxEvent[];
}

type Values = Readonly<Record<string, unknown>>;

export interface IamOperation {
  readonly name: OperationName;
  readonly asks: (input: Values, where: Where) => readonly IamQuestion[];
  readonly run: (input: Values, scope: Scope) => Values;
}

/** The input has been validated by the operation's shape before either function sees it. */
export function operation<N extends OperationName>(
  name: N,
  asks: (input: Input<N>, where: Where) => readonly IamQuestion[],
  run: (input: Input<N>, scope: Scope) => Output<N>,
): IamOperation {
  return { name, asks: asks as IamOperation["asks"], run: run as IamOperation["run"] };
}

/** An operation that gives nothing. */
export function silent<N extends OperationName>(
  name: N,
  asks: (input: Input<N>, where: Where) => readonly IamQuestion[],
  run: (input: Input<N>, scope: Scope) => void,
): IamOperation {
  return {
    name,
    asks: asks as IamOperation["asks"],
    run(input, scope) {
      run(input as Input<N>, scope);
      return {};
    },
  };
}

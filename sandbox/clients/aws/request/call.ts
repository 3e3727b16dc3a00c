/** A call from validated input to printable members: one answer, or all its pages. */
import type { Failure } from "../errors/failure.ts";
import type { Operation } from "../model.ts";
import type { Dict } from "../python/values.ts";
import type { Client } from "../session.ts";
import { answerValue } from "./answer.ts";
import { eachPage, joined, type PageOptions, paginate, textFailure } from "./paginate.ts";
import { send } from "./send.ts";
import { validate } from "./validate.ts";
import { wireInput } from "./wire-input.ts";

export interface Answer {
  /** Everything as one answer. */
  readonly whole: Dict;
  /** As it came, page by page; one for an operation without pages. */
  readonly pages: readonly Dict[];
  readonly resumeToken: string | undefined;
  /** Why it cannot be printed as text. */
  readonly noText?: Failure | undefined;
}

/** One call: checked, sent, its answer in model order. Throws `Failure`. */
export async function callOnce(client: Client, operation: Operation, input: Dict): Promise<Dict> {
  validate(input, operation.input);
  const answer = await send(client, operation, wireInput(input, operation.input) as Dict);
  return answerValue(answer, operation.output, client.run.generation) as Dict;
}

/** A call with all its pages when `options` are given and the operation has pages. */
export async function call(client: Client, operation: Operation, input: Dict, options: PageOptions | undefined): Promise<Answer> {
  const { paging } = operation;
  if (!paging || !options) {
    const whole = await callOnce(client, operation, input);
    return { whole, pages: [whole], resumeToken: undefined };
  }
  const pages = await paginate(paging, input, options, (page) => callOnce(client, operation, page));
  return { whole: joined(paging, pages), pages: eachPage(paging, pages), resumeToken: pages.resumeToken, noText: textFailure(paging, pages) };
}

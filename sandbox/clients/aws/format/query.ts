/** `--query`: compiled before anything is sent, asked of what is printed. */
import { Failure } from "../errors/failure.ts";
import { ask } from "../jmespath/evaluate.ts";
import { parseQuery } from "../jmespath/parse.ts";
import { QueryError } from "../jmespath/tokens.ts";
import type { Value } from "../python/values.ts";

export interface Query {
  search(value: Value): Value;
}

/** Throws the CLI's `Bad value for --query …`. */
export function compileQuery(source: string): Query {
  try {
    const node = parseQuery(source);
    return { search: (value) => search(() => ask(node, value)) };
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    throw new Failure("param", "bad-value", `Bad value for --query ${source}: ${error.message}`, "--query");
  }
}

function search(run: () => Value): Value {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    throw new Failure("general", "bad-value", error.message, "--query");
  }
}

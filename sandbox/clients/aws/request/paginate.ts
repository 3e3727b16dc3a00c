/** Follows `nextToken` from page to page, cuts at `--max-items`, resumes at `--starting-token` (botocore's paginator). */
import { base64, fromBase64, text, utf8 } from "../../../kernel/bytes.ts";
import { Failure } from "../errors/failure.ts";
import type { Paging } from "../model.ts";
import { dumps, loads } from "../python/json.ts";
import { type Dict, isDict, isList, type Value } from "../python/values.ts";

export interface PageOptions {
  readonly maxItems?: number;
  readonly pageSize?: number;
  readonly startingToken?: string;
}

export interface Pages {
  readonly pages: readonly Dict[];
  /** What the first page said besides its results. */
  readonly rest: Dict;
  /** For the next `--starting-token`. */
  readonly resumeToken: string | undefined;
}

/** The value at a dotted path. */
export function at(value: Value | undefined, path: string): Value | undefined {
  return path.split(".").reduce<Value | undefined>((current, key) => (isDict(current) ? current[key] : undefined), value);
}

/** A copy with the value at a dotted path replaced. */
export function put(value: Dict, path: string, item: Value): Dict {
  const [key = "", ...rest] = path.split(".");
  if (rest.length === 0) return { ...value, [key]: item };
  const inner = value[key];
  return { ...value, [key]: put(isDict(inner) ? inner : {}, rest.join("."), item) };
}

/** What the first page says besides its results; a missing member is printed as null. */
function beside(paging: Paging, page: Dict): Dict {
  return Object.fromEntries(paging.beside.map((name) => [name, page[name] ?? null]));
}

/** Where a page ends: its token, unless it says that nothing follows. */
function following(paging: Paging, page: Dict): string | undefined {
  if (paging.moreResults !== undefined && at(page, paging.moreResults) !== true) return undefined;
  const next = at(page, paging.outputToken);
  return typeof next === "string" && next !== "" ? next : undefined;
}

function readToken(token: string, inputToken: string): [next: string | undefined, skip: number] {
  const bytes = fromBase64(token);
  try {
    const decoded = bytes ? loads(text(bytes)) : undefined;
    if (isDict(decoded)) {
      const next = decoded[inputToken];
      const skip = decoded.boto_truncate_amount;
      return [typeof next === "string" ? next : undefined, typeof skip === "number" ? skip : 0];
    }
  } catch {
    // An old-style token follows.
  }
  const parts = token.split("___");
  const index = Number(parts.at(-1));
  if (parts.length === 2 && !Number.isInteger(index)) throw new Failure("general", "bad-value", `Bad starting token: ${token}`, token);
  return [parts[0] === "None" ? undefined : parts[0], parts.length === 2 ? index : 0];
}

/** Asks for pages until there are no more or enough items. `call` gets the input of each page. */
export async function paginate(paging: Paging, input: Dict, options: PageOptions, call: (input: Dict) => Promise<Dict>): Promise<Pages> {
  const primary = paging.resultKeys[0] as string;
  const pages: Dict[] = [];
  let rest: Dict = {};
  let [token, skip] = options.startingToken === undefined ? [undefined, 0] : readToken(options.startingToken, paging.inputToken);
  let total = 0;
  const limit = options.pageSize === undefined ? {} : { [paging.limitKey]: options.pageSize };
  const resume = (next: string | undefined, truncated?: number): string =>
    base64(utf8(dumps({ [paging.inputToken]: next ?? null, ...(truncated === undefined ? {} : { boto_truncate_amount: truncated }) })));
  for (;;) {
    let page = await call({ ...input, ...limit, ...(token === undefined ? {} : { [paging.inputToken]: token }) });
    if (pages.length === 0) {
      if (options.startingToken !== undefined) {
        const all = at(page, primary);
        if (isList(all)) page = put(page, primary, all.slice(skip));
        for (const other of paging.resultKeys.slice(1)) if (isList(at(page, other))) page = put(page, other, []);
      }
      rest = page;
    } else skip = 0;
    const found = at(page, primary);
    const items = isList(found) ? found : [];
    const over = options.maxItems === undefined ? 0 : total + items.length - options.maxItems;
    if (over > 0) {
      const keep = items.length - over;
      pages.push(put(page, primary, items.slice(0, keep)));
      if (pages.length === 1) rest = pages[0] as Dict;
      return { pages, rest, resumeToken: resume(token, keep + skip) };
    }
    pages.push(page);
    total += items.length;
    const next = following(paging, page);
    if (next === undefined) return { pages, rest, resumeToken: undefined };
    if (options.maxItems !== undefined && total === options.maxItems) return { pages, rest, resumeToken: resume(next) };
    if (next === token)
      throw new Failure(
        "general",
        "service-error",
        `Error during pagination: The same next token was received twice: {'${paging.inputToken}': '${next}'}`,
      );
    token = next;
  }
}

/** Members that results would be taken out of, and that are not there; they count as what the first page says besides, and are null. */
function rootsLacking({ resultKeys }: Paging, page: Dict): string[] {
  return resultKeys.flatMap((key) => (key.includes(".") ? [key.split(".")[0] as string] : [])).filter((root) => !Object.hasOwn(page, root));
}

/** As text the real CLI would put results into a member that is null, and fails by it. */
export function textFailure(paging: Paging, { rest }: Pages): Failure | undefined {
  const [root] = rootsLacking(paging, rest);
  return root === undefined ? undefined : new Failure("general", "bad-value", "'NoneType' object does not support item assignment", root);
}

/** All pages as one answer: results first, then what the first page said besides, then `NextToken` when there is more. */
export function joined(paging: Paging, { pages, rest, resumeToken }: Pages): Dict {
  let result: Dict = {};
  for (const key of paging.resultKeys) {
    const lists = pages.map((page) => at(page, key)).filter((value) => isList(value));
    if (lists.length > 0) result = put(result, key, lists.flat());
  }
  for (const key of paging.resultKeys) {
    const root = key.split(".")[0] as string;
    const first = rest[root];
    const now = result[root];
    if (isDict(first))
      result = {
        ...result,
        [root]: isDict(now) ? { ...now, ...Object.fromEntries(Object.entries(first).filter(([name]) => !Object.hasOwn(now, name))) } : first,
      };
  }
  const absent = Object.fromEntries(rootsLacking(paging, result).map((root) => [root, null]));
  return { ...result, ...beside(paging, rest), ...absent, ...(resumeToken === undefined ? {} : { NextToken: resumeToken }) };
}

/** The pages as `--output text` and `yaml-stream` show them, one after the other: the first with what else it said. */
export function eachPage(paging: Paging, { pages, rest }: Pages): Dict[] {
  return pages.map((page, i) => {
    let shown: Dict = i === 0 ? beside(paging, rest) : {};
    if (i === 0 && rootsLacking(paging, rest).length > 0) return shown;
    for (const key of paging.resultKeys) {
      const root = key.split(".")[0] as string;
      if (i === 0 && root !== key) shown = { ...shown, [root]: rest[root] ?? null };
    }
    for (const key of paging.resultKeys) shown = put(shown, key, at(page, key) ?? null);
    return shown;
  });
}

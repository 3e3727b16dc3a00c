/** Pages of tags and repositories: `?n=&last=` and the `Link` header (RFC 5988). */
import type { HttpHeaders } from "../kernel/exchange.ts";
import { OciError } from "./backend.ts";

/** The asked page size; undefined when none was asked. */
export function pageSize(query: URLSearchParams): number | undefined {
  const n = query.get("n");
  if (n === null || n === "") return undefined;
  const size = Number(n);
  if (!/^[0-9]{1,9}$/.test(n)) throw new OciError("UNSUPPORTED", "invalid number of results requested", 400, { n: n.slice(0, 100) });
  return size;
}

/** The `Link` header of a page that has one after it. */
export function nextPage(path: string, limit: number | undefined, next: string | undefined): HttpHeaders {
  if (next === undefined) return {};
  const n = limit === undefined ? "" : `&n=${limit}`;
  return { link: `<${path}?last=${encodeURIComponent(next)}${n}>; rel="next"` };
}

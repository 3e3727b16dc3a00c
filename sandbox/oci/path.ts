/** What a registry path addresses. Hand-written, from the end of the path: no pattern is compiled and no repository name is misread. */
import { isName } from "./grammar.ts";

export type Target =
  | { readonly kind: "base" }
  | { readonly kind: "catalog" }
  | { readonly kind: "tags"; readonly name: string }
  | { readonly kind: "manifest"; readonly name: string; readonly reference: string }
  | { readonly kind: "blob"; readonly name: string; readonly digest: string }
  | { readonly kind: "uploads"; readonly name: string }
  | { readonly kind: "upload"; readonly name: string; readonly id: string }
  | { readonly kind: "referrers"; readonly name: string; readonly digest: string };

export type Parsed = Target | { readonly kind: "nothing" } | { readonly kind: "bad-name"; readonly name: string };

/** Scheme and authority, path, and query (without `?`) of an absolute URL, as written. */
export function splitUrl(url: string): { readonly origin: string; readonly path: string; readonly query: string } {
  const slash = url.indexOf("/", url.indexOf("://") + 3);
  if (slash < 0) return { origin: url, path: "/", query: "" };
  const mark = url.indexOf("?", slash);
  return {
    origin: url.slice(0, slash),
    path: mark < 0 ? url.slice(slash) : url.slice(slash, mark),
    query: mark < 0 ? "" : url.slice(mark + 1),
  };
}

export function parsePath(raw: string): Parsed {
  const path = decoded(raw);
  if (path === undefined) return { kind: "nothing" };
  if (path === "/v2/" || path === "/v2") return { kind: "base" };
  if (!path.startsWith("/v2/")) return { kind: "nothing" };
  if (path === "/v2/_catalog") return { kind: "catalog" };
  const rest = path.slice(4);
  const last = rest.lastIndexOf("/");
  if (last < 0) return { kind: "nothing" };
  const end = rest.slice(last + 1);
  const before = rest.slice(0, last);
  const found = match(before, end);
  if ("name" in found && found.kind !== "bad-name" && !isName(found.name)) return { kind: "bad-name", name: found.name };
  return found;
}

function match(before: string, end: string): Parsed {
  const name = (suffix: string) => before.slice(0, -suffix.length);
  if (before.endsWith("/blobs/uploads")) {
    return end === "" ? { kind: "uploads", name: name("/blobs/uploads") } : { kind: "upload", name: name("/blobs/uploads"), id: end };
  }
  if (before.endsWith("/blobs")) {
    return end === "uploads" ? { kind: "uploads", name: name("/blobs") } : { kind: "blob", name: name("/blobs"), digest: end };
  }
  if (before.endsWith("/manifests")) return { kind: "manifest", name: name("/manifests"), reference: end };
  if (before.endsWith("/referrers")) return { kind: "referrers", name: name("/referrers"), digest: end };
  if (before.endsWith("/tags") && end === "list") return { kind: "tags", name: name("/tags") };
  return { kind: "nothing" };
}

function decoded(raw: string): string | undefined {
  if (!raw.includes("%")) return raw;
  try {
    return decodeURIComponent(raw);
  } catch {
    return undefined;
  }
}

/** Pages of IAM: `MaxItems` entries after `Marker`, an opaque word for the entry that came last. */
import { base64, fromBase64, strictText, utf8 } from "../kernel/bytes.ts";
import { iamError } from "./errors.ts";

const DEFAULT_PAGE = 100;

export interface PageInput {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

export interface Page<T> {
  readonly entries: readonly T[];
  readonly rest: { readonly IsTruncated: boolean; readonly Marker?: string };
}

function read(list: string, marker: string): number {
  const bytes = fromBase64(marker);
  const [, of, at] = /^(.+)#(\d+)$/.exec((bytes && strictText(bytes)) ?? "") ?? [];
  if (of !== list) throw iamError("ValidationError", "Invalid Marker."); // (unverified)
  return Number(at);
}

/** `list` names what is paged, so that a marker of another list is refused. */
export function page<T>(list: string, all: readonly T[], { Marker, MaxItems = DEFAULT_PAGE }: PageInput): Page<T> {
  const start = Marker === undefined ? 0 : read(list, Marker);
  const entries = all.slice(start, start + MaxItems);
  const next = start + entries.length;
  if (next >= all.length) return { entries, rest: { IsTruncated: false } };
  return { entries, rest: { IsTruncated: true, Marker: base64(utf8(`${list}#${next}`)) } };
}

/** A call as bytes and an answer as members: AWS JSON 1.1 (with Python's spacing, as the CLI sends it) and the Query protocol with XML. */
import { text, utf8 } from "../../../kernel/bytes.ts";
import type { HttpHeaders } from "../../../kernel/exchange.ts";
import type { Operation, Service, Shape } from "../model.ts";
import { dumps, JsonError, loads } from "../python/json.ts";
import { type Dict, isDict, isList, str, type Value } from "../python/values.ts";
import { memberOf, parseXml, type XmlElement } from "./xml.ts";

export interface Encoded {
  readonly headers: HttpHeaders;
  readonly body: Uint8Array;
}

/** Adds a value under its Query name: `Tags.member.1.Key=a`, `Names.entry.1.key=b`; an empty list is an empty text. */
function flatten(value: Value, shape: Shape | undefined, name: string, out: [string, string][]): void {
  if (isDict(value) && shape?.kind === "map") {
    for (const [i, [key, item]] of Object.entries(value).entries()) {
      out.push([`${name}.entry.${i + 1}.key`, key]);
      flatten(item, shape.value, `${name}.entry.${i + 1}.value`, out);
    }
  } else if (isDict(value)) {
    const members = shape?.kind === "structure" ? shape.members : undefined;
    for (const [key, item] of Object.entries(value)) flatten(item, members?.get(key), name === "" ? key : `${name}.${key}`, out);
  } else if (isList(value)) {
    if (value.length === 0) out.push([name, ""]);
    for (const [i, item] of value.entries()) flatten(item, shape?.kind === "list" ? shape.member : undefined, `${name}.member.${i + 1}`, out);
  } else out.push([name, typeof value === "boolean" ? String(value) : str(value)]);
}

/** Python's `quote_plus`: a space is a plus sign. */
const quotePlus = (value: string): string =>
  encodeURIComponent(value)
    .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+");

/** Content headers and body of a call. */
export function encode(service: Service, operation: Operation, input: Dict): Encoded {
  if (service.protocol.kind === "json") {
    return {
      headers: { "x-amz-target": `${service.protocol.targetPrefix}.${operation.name}`, "content-type": "application/x-amz-json-1.1" },
      body: utf8(dumps(input)),
    };
  }
  const pairs: [string, string][] = [
    ["Action", operation.name],
    ["Version", service.protocol.version],
  ];
  flatten(input, operation.input, "", pairs);
  return {
    headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
    body: utf8(pairs.map(([name, value]) => `${quotePlus(name)}=${quotePlus(value)}`).join("&")),
  };
}

function fromXml(element: XmlElement, shape: Shape): Value {
  if (shape.kind === "structure") {
    const members: Record<string, Value> = {};
    for (const [name, member] of shape.members) {
      const found = memberOf(element, name);
      if (found) members[name] = fromXml(found, member);
    }
    return members;
  }
  if (shape.kind === "map") {
    const entries = element.children.map((entry): [string, Value] => {
      const value = memberOf(entry, "value");
      return [memberOf(entry, "key")?.text ?? "", value ? fromXml(value, shape.value) : null];
    });
    return Object.fromEntries(entries);
  }
  if (shape.kind === "list") return element.children.map((child) => fromXml(child, shape.member));
  if (shape.kind === "boolean") return element.text === "true";
  if (shape.kind === "integer" || shape.kind === "long" || shape.kind === "double" || shape.kind === "float") return Number(element.text);
  return element.text;
}

/** Members of a success; JSON that cannot be read counts as no members, XML that cannot be read as undefined. */
export function decode(service: Service, operation: Operation, body: Uint8Array): Dict | undefined {
  const source = text(body);
  if (service.protocol.kind === "json") {
    try {
      const value = source === "" ? {} : loads(source);
      return isDict(value) ? value : {};
    } catch (error) {
      if (error instanceof JsonError) return {};
      throw error;
    }
  }
  const root = parseXml(source);
  const result = root && (memberOf(root, `${operation.name}Result`) ?? root);
  return result ? (fromXml(result, operation.output) as Dict) : undefined;
}

export interface WireError {
  readonly code: string;
  readonly message: string;
  readonly body: Readonly<Record<string, Value>>;
}

const REASONS: Readonly<Record<number, string>> = {
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

/** Code and message of an error: the header `x-amzn-query-error`, then `__type` after `#` and before `:`, else the status and the bare body. */
export function decodeError(service: Service, status: number, headers: HttpHeaders, body: Uint8Array): WireError {
  const source = text(body);
  const generic = status >= 500 && (source.trim() === "" || source.trim().startsWith("<html>"));
  const bare: WireError = { code: String(status), message: generic ? (REASONS[status] ?? "") : source, body: {} };
  if (generic) return bare;
  if (service.protocol.kind === "query") {
    const root = parseXml(source);
    const error = root && (memberOf(root, "Error") ?? (memberOf(root, "Errors") && memberOf(memberOf(root, "Errors") as XmlElement, "Error")));
    if (!error) return bare;
    return { code: memberOf(error, "Code")?.text ?? String(status), message: memberOf(error, "Message")?.text ?? "", body: {} };
  }
  let parsed: Value;
  try {
    parsed = loads(source);
  } catch {
    return bare;
  }
  if (!isDict(parsed)) return bare;
  const message = parsed.message ?? parsed.Message ?? "";
  const type = parsed.__type ?? parsed.code ?? String(status);
  const code = headers["x-amzn-query-error"]?.split(";")[0] ?? str(type).split(":")[0]?.split("#").at(-1) ?? "";
  return { code, message: message === null ? "" : str(message), body: parsed };
}

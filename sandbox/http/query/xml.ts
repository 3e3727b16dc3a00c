/** Answers of the Query protocol: a value by its shape, lists as `<member>`, maps as `<entry>`, times as ISO 8601. */
import { type ServiceModel, type TypeRef, typeOf } from "../model/model.ts";

export function escaped(value: string): string {
  return value.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/\r/g, "&#xD;");
}

/** `2026-11-23T08:00:00Z` of epoch seconds: the services give whole ones. */
function time(value: unknown): string {
  return new Date(Math.floor(Number(value)) * 1000).toISOString().replace(".000Z", "Z");
}

/** Percent-encoding of RFC 3986, in which IAM gives policy documents. */
function encoded(document: string): string {
  return encodeURIComponent(document).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function element(model: ServiceModel, name: string, ref: TypeRef, value: unknown, indent: string): string {
  const type = typeOf(model, ref);
  const inner = `${indent}  `;
  const around = (content: string) => (content === "" ? `${indent}<${name}/>\n` : `${indent}<${name}>\n${content}${indent}</${name}>\n`);
  switch (type.kind) {
    case "structure":
      return around(members(model, type.name, value as Record<string, unknown>, inner));
    case "list":
      return around((value as readonly unknown[]).map((entry) => element(model, "member", type.of, entry, inner)).join(""));
    case "map":
      return around(
        Object.entries(value as Record<string, unknown>)
          .map(([key, entry]) => {
            const content = `${inner}  <key>${escaped(key)}</key>\n${element(model, "value", type.of, entry, `${inner}  `)}`;
            return `${inner}<entry>\n${content}${inner}</entry>\n`;
          })
          .join(""),
      );
    default:
      return `${indent}<${name}>${type.kind === "scalar" && type.name === "timestamp" ? time(value) : escaped(String(value))}</${name}>\n`;
  }
}

/** In the order of the value, which is the order in which the service was seen to answer. */
function members(model: ServiceModel, shape: string, value: Readonly<Record<string, unknown>>, indent: string): string {
  const types = new Map((model.shapes[shape] ?? []).map(({ name, type }) => [name, type]));
  return Object.entries(value)
    .map(([name, given]) => {
      const type = types.get(name);
      if (type === undefined || given === undefined) return "";
      return element(model, name, type, model.documents?.includes(`${shape}.${name}`) ? encoded(String(given)) : given, indent);
    })
    .join("");
}

/** The members of a structure as elements. Members that the shape does not have are left out. */
export function writeShape(model: ServiceModel, shape: string, value: Readonly<Record<string, unknown>>, indent: string): string {
  return members(model, shape, value, indent);
}

/** A policy's grammar as JSON Schema, draft-07, for editors that read one: what may stand where, with the world's own names. */

import { kindName } from "./checks/common.ts";
import { actionNames } from "./complete/options.ts";
import { EFFECTS, namesPrincipals, needsResource, OPERATORS, operatorParts, VERSIONS } from "./grammar.ts";
import { actionNote, ELEMENT_NOTES, operatorNote } from "./notes.ts";
import type { PolicyKind, Site } from "./problem.ts";

type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: "string" };

/** A lone value or a list without repetition. */
function oneOrMany(one: Schema): Schema {
  return { anyOf: [one, { type: "array", items: one, minItems: 1, uniqueItems: true }] };
}

/** Any text, with words that are offered for it. */
function open(words: readonly string[]): Schema {
  return words.length ? { anyOf: [{ enum: words }, text] } : text;
}

function described(name: string, schema: Schema): readonly [string, Schema] {
  return [name, { description: ELEMENT_NOTES[name] ?? "", ...schema }];
}

function principalSchema(kind: PolicyKind, site: Site | undefined): Schema {
  const types = [
    described("AWS", oneOrMany(open([...(site?.principals ?? []), "*"]))),
    described("Service", oneOrMany(text)),
    ...(kind === "trust" ? [described("Federated", oneOrMany(open(site?.identityProviders ?? [])))] : []),
  ];
  return { anyOf: [{ const: "*" }, { type: "object", properties: Object.fromEntries(types), additionalProperties: false, minProperties: 1 }] };
}

/** Values as JSON writes them: numbers and booleans may stand without quotes. */
function conditionValue(operator: string): Schema {
  const type = OPERATORS[operator];
  if (type === "Bool" || type === "Null") return { enum: ["true", "false", true, false] };
  return { type: type === "Numeric" || type === "Date" ? ["string", "number"] : "string" };
}

function conditionSchema(): Schema {
  const names = Object.keys(OPERATORS).flatMap((name) => {
    const suffixes = name === "Null" ? [name] : [name, `${name}IfExists`];
    return suffixes.flatMap((one) => [one, `ForAnyValue:${one}`, `ForAllValues:${one}`]);
  });
  const properties = names.map((name): readonly [string, Schema] => [
    name,
    { description: operatorNote(name), type: "object", additionalProperties: oneOrMany(conditionValue(operatorParts(name).name)) },
  ]);
  return { type: "object", properties: Object.fromEntries(properties), additionalProperties: false };
}

/** Exactly one of two elements; none, where neither is needed. */
function either(name: string, needed: boolean): Schema[] {
  const [a, b] = [{ required: [name] }, { required: [`Not${name}`] }];
  return needed ? [{ oneOf: [a, b] }] : [{ not: { required: [name, `Not${name}`] } }];
}

function statementSchema(kind: PolicyKind, site: Site | undefined): Schema {
  const actions = actionNames(kind);
  const action: Schema = { anyOf: [{ enum: actions, markdownEnumDescriptions: actions.map(actionNote) }, text] };
  const resource = open([...(site?.repositories ?? []), "*"]);
  const named = namesPrincipals(kind);
  const placed = kind !== "trust";
  const properties = [
    described("Sid", text),
    described("Effect", { enum: EFFECTS }),
    ...(named ? [described("Principal", principalSchema(kind, site)), described("NotPrincipal", principalSchema(kind, site))] : []),
    described("Action", oneOrMany(action)),
    described("NotAction", oneOrMany(action)),
    ...(placed ? [described("Resource", oneOrMany(resource)), described("NotResource", oneOrMany(resource))] : []),
    described("Condition", conditionSchema()),
  ];
  return {
    type: "object",
    properties: Object.fromEntries(properties),
    additionalProperties: false,
    required: ["Effect"],
    allOf: [...either("Action", true), ...either("Resource", needsResource(kind)), ...(named ? either("Principal", true) : [])],
  };
}

/** The schema of a kind of document. What needs sentences, and everything else, is `checkPolicy`'s. */
export function policySchema(kind: PolicyKind, site?: Site): object {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: kindName(kind),
    type: "object",
    properties: Object.fromEntries([
      described("Version", { enum: VERSIONS }),
      described("Id", text),
      described("Statement", {
        anyOf: [{ $ref: "#/definitions/statement" }, { type: "array", items: { $ref: "#/definitions/statement" }, minItems: 1 }],
      }),
    ]),
    required: ["Statement"],
    additionalProperties: false,
    definitions: { statement: statementSchema(kind, site) },
  };
}

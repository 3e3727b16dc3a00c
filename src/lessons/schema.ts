/** The grammar of lesson data, `lessons/check.schema.json`, as a validator. Build and tests only: ajv is no dependency of the page. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv, type ErrorObject } from "ajv";
import type { Validate } from "./task.ts";

const ROOT = import.meta.url.includes("/src/lessons/") ? fileURLToPath(new URL("../../", import.meta.url)) : process.cwd();

export async function schemaValidator(): Promise<Validate> {
  const ajv = new Ajv({ allowUnionTypes: true, strict: false, validateFormats: false });
  ajv.addSchema(JSON.parse(await readFile(join(ROOT, "lessons/check.schema.json"), "utf8")), "lesson");
  return (definition, data) => {
    const validate = ajv.getSchema(`lesson#/definitions/${definition}`);
    if (!validate) throw new Error(`the schema has no definition ${definition}`);
    return validate(data) ? [] : [worst(validate.errors ?? [])];
  };
}

/** The deepest error tells most; those of `oneOf` and `if` only say that there is one. */
function worst(errors: readonly ErrorObject[]): string {
  const telling = errors.filter(({ keyword }) => !["oneOf", "anyOf", "allOf", "if", "not"].includes(keyword));
  const error = [...(telling.length > 0 ? telling : errors)].sort((a, b) => b.instancePath.length - a.instancePath.length)[0];
  const extra = error?.keyword === "additionalProperties" ? ` "${String(error.params.additionalProperty)}"` : "";
  return `${error?.instancePath || "/"} ${error?.message ?? "breaks the schema"}${extra}`;
}

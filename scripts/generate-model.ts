/** `node scripts/generate-model.ts`: writes sandbox/ecr/model/*.gen.ts from the installed @aws-sdk/client-ecr. */
import { writeFileSync } from "node:fs";
import { readSdk } from "./model/read-sdk.ts";
import { writeData, writeTypes } from "./model/write-model.ts";

/** The generated files by path from the project's root. A test compares them with those in the tree. */
export function generateModel(): Record<string, string> {
  const model = readSdk();
  return { "sandbox/ecr/model/model.gen.ts": writeData(model), "sandbox/ecr/model/types.gen.ts": writeTypes(model) };
}

if (import.meta.main) {
  for (const [path, content] of Object.entries(generateModel())) writeFileSync(new URL(`../${path}`, import.meta.url), content);
}

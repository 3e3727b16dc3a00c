/** `node scripts/generate-model.ts`: writes sandbox/{ecr,iam-api,sts}/model/*.gen.ts from the installed packages of the SDK. */
import { writeFileSync } from "node:fs";
import { readSdk } from "./model/read-sdk.ts";
import { ECR, IAM, STS } from "./model/sdk-source.ts";
import { writeData, writeTypes } from "./model/write-model.ts";

/** The generated files by path from the project's root. A test compares them with those in the tree. */
export function generateModel(): Record<string, string> {
  return Object.fromEntries(
    [ECR, IAM, STS].flatMap((source) => {
      const model = readSdk(source);
      return [
        [`sandbox/${source.folder}/model.gen.ts`, writeData(model)],
        [`sandbox/${source.folder}/types.gen.ts`, writeTypes(model)],
      ];
    }),
  );
}

if (import.meta.main) {
  for (const [path, content] of Object.entries(generateModel())) writeFileSync(new URL(`../${path}`, import.meta.url), content);
}

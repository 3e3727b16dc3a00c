import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { MODEL } from "../sandbox/ecr/model/index.ts";
import { type ServiceModel, typeOf } from "../sandbox/http/model/model.ts";
import { IAM_MODEL } from "../sandbox/iam-api/model/index.ts";
import { STS_MODEL } from "../sandbox/sts/model/index.ts";
import { generateModel } from "./generate-model.ts";

const sdk = createRequire(import.meta.url)("@aws-sdk/client-ecr") as Record<string, [number, string, string, number, string[], unknown[], number?]>;

describe("the models of ECR, IAM and STS", () => {
  it("are what the generator writes", () => {
    for (const [path, content] of Object.entries(generateModel())) {
      expect(readFileSync(new URL(`../${path}`, import.meta.url), "utf8"), path).toBe(content);
    }
  });

  it.each([
    [MODEL, 62],
    [IAM_MODEL, 87],
    [STS_MODEL, 6],
  ] as const)("have their operations, each with its shapes, and every reference means something", (model: ServiceModel, count) => {
    expect(Object.keys(model.operations)).toHaveLength(count);
    for (const { input, output, errors } of Object.values(model.operations)) {
      for (const shape of [input, output]) expect(model.shapes[shape], shape).toBeDefined();
      for (const error of errors) expect((model.protocol === "json" ? model.shapes : model.errorStatuses)?.[error], error).toBeDefined();
    }
    const resolve = (ref: string): void => {
      const type = typeOf(model, ref);
      if (type.kind === "list" || type.kind === "map") resolve(type.of);
    };
    for (const member of Object.values(model.shapes).flat()) resolve(member.type);
    for (const path of model.documents ?? []) {
      const [shape = "", member] = path.split(".");
      expect(
        model.shapes[shape]?.some(({ name }) => name === member),
        path,
      ).toBe(true);
    }
  });

  it("names the same members as the SDK's own run-time schema, and requires the same", () => {
    for (const [name, members] of Object.entries(MODEL.shapes)) {
      const schema = sdk[`${name}$`];
      if (!schema) continue;
      const [, , , , names = [], , required = 0] = schema;
      expect(
        members
          .map((member) => member.name)
          .filter((member) => (name.endsWith("Exception") ? member !== "message" : true))
          .sort(),
        name,
      ).toEqual([...names].filter((member) => (name.endsWith("Exception") ? member !== "message" : true)).sort());
      expect(
        members
          .filter((member) => member.required)
          .map((member) => member.name)
          .sort(),
        name,
      ).toEqual(names.slice(0, required).sort());
    }
  });
});

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { MODEL } from "../sandbox/ecr/model/index.ts";
import { typeOf } from "../sandbox/http/model/model.ts";
import { generateModel } from "./generate-model.ts";

const sdk = createRequire(import.meta.url)("@aws-sdk/client-ecr") as Record<string, [number, string, string, number, string[], unknown[], number?]>;

describe("the model of ECR", () => {
  it("is what the generator writes", () => {
    for (const [path, content] of Object.entries(generateModel())) {
      expect(readFileSync(new URL(`../${path}`, import.meta.url), "utf8"), path).toBe(content);
    }
  });

  it("has 62 operations, each with its shapes, and every reference means something", () => {
    expect(Object.keys(MODEL.operations)).toHaveLength(62);
    for (const { input, output, errors } of Object.values(MODEL.operations)) {
      for (const shape of [input, output, ...errors]) expect(MODEL.shapes[shape], shape).toBeDefined();
    }
    const resolve = (ref: string): void => {
      const type = typeOf(MODEL, ref);
      if (type.kind === "list" || type.kind === "map") resolve(type.of);
    };
    for (const member of Object.values(MODEL.shapes).flat()) resolve(member.type);
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

import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { MODEL, type OperationName, typeOf } from "../model/index.ts";

/** Members that no operation's code names, and why that is right. */
const UNREAD: Readonly<Record<string, string>> = {
  acceptedMediaTypes: "a pull gets the manifest as it was pushed (docs/fidelity.md)",
  filterType: "has one value, which the model's validation holds it to",
  "rules.repositoryFilters": "kept whole; read when something is pushed (signing/begin.ts)",
  "rules.repositoryFilters.filter": "as above",
};

function kebab(name: string): string {
  return name.replace(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}

/** The code of a file and of what it imports from this room, without the model. */
function codeOf(file: URL, seen = new Set<string>()): string {
  if (seen.has(file.href) || !file.pathname.includes("/sandbox/ecr/") || file.pathname.includes("/ecr/model/") || !existsSync(file)) return "";
  seen.add(file.href);
  const code = readFileSync(file, "utf8");
  const imported = [...code.matchAll(/ from "(\.[^"]+)"/g)].map(([, path = ""]) => codeOf(new URL(path, file), seen));
  return [code, ...imported].join("\n");
}

/** Paths of all members of a request. */
function membersOf(shape: string, before = ""): string[] {
  return (MODEL.shapes[shape] ?? []).flatMap(({ name, type }) => {
    let found = typeOf(MODEL, type);
    while (found.kind === "list") found = typeOf(MODEL, found.of);
    return [before + name, ...(found.kind === "structure" ? membersOf(found.name, `${before}${name}.`) : [])];
  });
}

function unread(operation: OperationName): string[] {
  const code = codeOf(new URL(`./${kebab(operation)}/${kebab(operation)}.ts`, import.meta.url));
  const input = MODEL.operations[operation]?.input ?? "";
  return membersOf(input).filter((path) => !new RegExp(`\\b${path.split(".").at(-1)}\\b`).test(code));
}

describe("a member of a request", () => {
  it("is read by its operation, or there is a reason why not", () => {
    const found = (Object.keys(MODEL.operations) as OperationName[]).flatMap((name) => unread(name).map((path) => `${name} ${path}`));
    const reasons = Object.keys(UNREAD);
    expect(found.filter((one) => !reasons.some((path) => one.endsWith(` ${path}`) || one.endsWith(`.${path}`)))).toEqual([]);
    for (const path of reasons)
      expect(
        found.some((one) => one.endsWith(` ${path}`) || one.endsWith(`.${path}`)),
        path,
      ).toBe(true);
  });
});

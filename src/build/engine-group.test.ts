import { expect, it } from "vitest";
import { engineGroup } from "./engine-group.ts";

const graph = (imports: Record<string, readonly string[]>) => ({
  getModuleInfo: (id: string) => (imports[id] ? { importedIds: imports[id] } : null),
});

it("holds the engine and what its imports reach, also in a circle, and nothing that is fetched later", () => {
  const modules = graph({ worker: [], engine: ["a"], a: ["b"], b: ["a"], later: ["b", "c"], c: [] });
  const group = engineGroup("engine");
  expect(["worker", "engine", "a", "b", "later", "c"].filter((id) => group.name(id, modules) === "engine")).toEqual(["engine", "a", "b"]);
});

it("leaves the bundles of other workers alone", () => {
  const group = engineGroup("engine");
  group.name("a", graph({ engine: ["a"], a: [] }));
  expect(group.name("a", graph({ other: ["a"], a: [] }))).toBeNull();
});

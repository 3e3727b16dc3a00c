/** What several checks of the grammar share. */
import { nearest } from "../facts.ts";
import type { PolicyKind } from "../problem.ts";
import type { Report } from "../report.ts";
import type { Member, Node } from "../tree.ts";

const KIND_NAMES: Readonly<Record<PolicyKind, string>> = {
  identity: "An identity policy",
  repository: "A repository policy",
  registry: "A registry policy",
  trust: "A trust policy",
  key: "A key policy",
  session: "A session policy",
  boundary: "A permissions boundary",
  scp: "A service control policy",
  rcp: "A resource control policy",
};

export function kindName(kind: PolicyKind): string {
  return KIND_NAMES[kind];
}

/** Elements that do not exist, with the one that is meant. */
export function checkNames(members: readonly Member[], known: readonly string[], where: string, report: Report): void {
  for (const { name, key, node } of members) {
    if (known.includes(name)) continue;
    const meant = nearest(name, known);
    const free = meant !== undefined && !members.some((other) => other.name === meant);
    report.add({
      code: "UNKNOWN_ELEMENT",
      severity: "error",
      message: `${where} has no element ${JSON.stringify(name)}.`,
      why: meant ? `Did you mean ${meant}? Capitals count.` : `It has ${known.join(", ")}.`,
      at: key,
      fixes: [free ? report.replace(key, meant) : undefined, report.remove(node, `Remove ${name}`)],
    });
  }
}

/** A value that has not the form it must have. */
export function wrongType(what: string, wanted: string, at: Node, report: Report): void {
  report.add({ code: "WRONG_TYPE", severity: "error", message: `${what} must be ${wanted}.`, why: "The document cannot be saved like this.", at });
}

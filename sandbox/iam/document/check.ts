/** Everything that is wrong with the text of a policy, or could be better, with places and mendings: the editor's and `explain`'s one source. */
import { checkActions } from "./checks/actions.ts";
import { checkBreadth } from "./checks/breadth.ts";
import { checkConditions } from "./checks/conditions.ts";
import { checkPrincipals } from "./checks/principals.ts";
import { checkReach } from "./checks/reach.ts";
import { checkResources } from "./checks/resources.ts";
import { checkSize } from "./checks/size.ts";
import { checkDuplicates, checkStructure } from "./checks/structure.ts";
import type { Fix, PolicyKind, Problem, Site } from "./problem.ts";
import { Report } from "./report.ts";
import { readTree, type SyntaxProblem } from "./tree.ts";
import { documentView } from "./view.ts";

/** A comma too many or too few can be mended. */
function commaFix(text: string, { from, name }: SyntaxProblem): Fix | undefined {
  if (name === "CommaExpected") return { label: "Add a comma", edits: [{ from: endBefore(text, from), to: endBefore(text, from), text: "," }] };
  const before = endBefore(text, from);
  if ((name === "PropertyNameExpected" || name === "ValueExpected") && text[before - 1] === ",") {
    return { label: "Remove the comma", edits: [{ from: before - 1, to: before, text: "" }] };
  }
  return undefined;
}

function endBefore(text: string, at: number): number {
  return text.slice(0, at).trimEnd().length;
}

/** Problems in the order of the text. Never throws, whatever the text. */
export function checkPolicy(text: string, kind: PolicyKind, site?: Site): readonly Problem[] {
  const report = new Report(text);
  const { root, errors } = readTree(text);
  const [syntax] = errors;
  if (syntax) {
    const { from, to, message, why } = syntax;
    report.add({ code: "INVALID_JSON", severity: "error", message, why, at: { from, to }, fixes: [commaFix(text, syntax)] });
  }
  checkSize(text, kind, report);
  if (!root) return report.problems;
  // While a bracket is open, what is missing may just not be written yet.
  if (!syntax) {
    checkDuplicates(root, report);
    checkStructure(root, kind, report);
  }
  const view = documentView(text, root, kind, site);
  checkActions(view, report);
  checkPrincipals(view, report);
  checkResources(view, report);
  checkConditions(view, report);
  if (!syntax && root.type === "object") {
    checkReach(view, report);
    checkBreadth(view, report);
  }
  return report.problems;
}

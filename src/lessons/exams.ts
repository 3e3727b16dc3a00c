/** The parts of exam guides that speak of registries: what `exam` in a lesson's front matter may name. */

/**
 * Task or skill by exam, as numbered in the exam's own guide; Kubernetes and Docker exams by domain. A lesson for another part adds it
 * here, once the guide has been read.
 */
const EXAMS: Readonly<Record<string, readonly string[]>> = {
  CLF: ["3.3"],
  SAA: ["1.1", "1.2", "1.3", "2.2", "3.2", "4.1"],
  DVA: ["2.1", "2.2", "3.1", "3.3", "3.4", "4.1"],
  SOA3: ["2.3.4", "3.1.1", "3.1.3", "3.1.5", "4.1.1", "4.1.2", "4.1.3", "4.1.5", "4.2.2", "4.2.5", "5.3.4"],
  DOP: ["1.1", "1.3", "1.4", "3.1", "5.3", "6.1", "6.2"],
  SCS3: ["2.2", "3.2", "4.1", "4.2", "5.2", "5.3", "6.1"],
  SAP: ["1.2", "1.3", "1.4", "2.4"],
  CKAD: ["ADB"],
  CKA: ["TS"],
  DCA: ["D2"],
};

/** What is wrong with the codes of a lesson, each with the line of `source` (its lesson.md) that names it. */
export function examFaults(codes: readonly string[], source: string): { readonly line: number; readonly fault: string }[] {
  const lines = source.split("\n");
  return codes.flatMap((code) => {
    const fault = faultOf(code);
    const line = lines.findIndex((text) => text.split(/[\s,[\]"']+/).includes(code)) + 1;
    return fault === undefined ? [] : [{ line: Math.max(line, 1), fault }];
  });
}

function faultOf(code: string): string | undefined {
  const [exam = "", ...rest] = code.split("-");
  const parts = Object.hasOwn(EXAMS, exam) ? (EXAMS[exam] ?? []) : undefined;
  if (parts === undefined) return `exam code ${code} is of no exam we know; codes begin with ${Object.keys(EXAMS).join("-, ")}-`;
  if (parts.includes(rest.join("-"))) return undefined;
  return `exam code ${code} is not known; of this exam we know ${parts.map((part) => `${exam}-${part}`).join(", ")}`;
}

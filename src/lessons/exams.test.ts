import { expect, test } from "vitest";
import { examFaults } from "./exams.ts";

const front = (codes: string) => `---\ntitle: A DVA-9.9 in the title\nminutes: 5\nexam: [${codes}]\n---\n`;

test.each([
  ["DVA-3.1", []],
  ["SOA3-3.1.1, CKAD-ADB", []],
  [
    "DVA-3.1, DVA-9.8",
    [{ line: 4, fault: "exam code DVA-9.8 is not known; of this exam we know DVA-2.1, DVA-2.2, DVA-3.1, DVA-3.3, DVA-3.4, DVA-4.1" }],
  ],
  ["SOA3-3.1", [{ line: 4, fault: expect.stringContaining("exam code SOA3-3.1 is not known; of this exam we know SOA3-2.3.4") }]],
  [
    "XYZ-1",
    [{ line: 4, fault: "exam code XYZ-1 is of no exam we know; codes begin with CLF-, SAA-, DVA-, SOA3-, DOP-, SCS3-, SAP-, CKAD-, CKA-, DCA-" }],
  ],
  ["toString-1", [{ line: 4, fault: expect.stringContaining("toString-1 is of no exam we know") }]],
])("%s", (codes, faults) => {
  expect(examFaults(codes.split(", "), front(codes))).toEqual(faults);
});

test("codes on lines of their own have their own lines", () => {
  expect(examFaults(["DVA-3.1", "SAA-9.9"], "---\nexam:\n  - DVA-3.1\n  - SAA-9.9\n---\n")).toMatchObject([{ line: 4 }]);
});

/** The door for the policy editor, the access matrix and explanations in the page: only `iam/` and the tables it reads, no engine. */
export type { AccessCell, AccessColumn, AccessMatrix, AccessRow, Draft, EditTarget } from "./iam/access/access.ts";
export type { Completion, Fix, PolicyKind, Problem, Severity, Site } from "./iam/document/problem.ts";
export type { ExplainedStatement, ExplainedStep, Explanation, Flip } from "./iam/explain/explanation.ts";

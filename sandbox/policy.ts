/** The door for the policy editor, the access matrix and explanations in the page: only `iam/` and the tables it reads, no engine. */
export type { AccessCell, AccessColumn, AccessMatrix, AccessRow, Draft, EditTarget } from "./iam/access/access.ts";
export { documentOf, withDraft } from "./iam/access/draft.ts";
export { ACCESS_COLUMNS, accessMatrix, type MatrixOptions } from "./iam/access/matrix.ts";
export { type Asked, ask, type Target } from "./iam/ask.ts";
export { callerOf } from "./iam/caller.ts";
export type { AppliedPolicy, Caller, Decision, PolicySource, Question, Step, StepName } from "./iam/decision.ts";
export { checkPolicy } from "./iam/document/check.ts";
export { kindOfPolicy } from "./iam/document/kind.ts";
export type { Completion, Fix, PolicyKind, Problem, Severity, Site } from "./iam/document/problem.ts";
export { siteOf } from "./iam/document/site.ts";
export { explain } from "./iam/explain/explain.ts";
export type { ExplainedStatement, ExplainedStep, Explanation, Flip } from "./iam/explain/explanation.ts";
export { applyFlip } from "./iam/explain/flips.ts";
export { explainStatement } from "./iam/explain/statement.ts";
export type { RegistryId } from "./world/keys.ts";
export { restore, type Snapshot } from "./world/snapshot.ts";
export type { PolicyDocument } from "./world/tables.ts";
export type { World } from "./world/world.ts";

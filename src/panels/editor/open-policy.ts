/** Opens the editor for the policy of something, from wherever that something is shown. */
import type { EditTarget, PolicyDocument } from "../../../sandbox/policy.ts";
import { revealPane } from "../../page/prose.ts";
import { actions } from "../../session/actions.ts";
import { edited } from "../../stores/edited.ts";
import { policyDraft } from "../../stores/policy-draft.ts";
import { statementPlace } from "../why/statement-place.ts";
import { pathOf } from "./target.ts";
import { templateOf, textOf } from "./template.ts";

export interface Opening {
  /** Index of the statement at which the cursor stands. */
  readonly statement?: number;
  /** A statement that is proposed: it stands in the editor and is not saved. */
  readonly add?: PolicyDocument;
}

/** With what applies now, or a small policy to begin with; the file is written when it is saved or applied. */
export async function openPolicy(target: EditTarget, { statement, add }: Opening = {}): Promise<void> {
  const [permissions, { documentOf, restore }] = await Promise.all([
    actions.then((session) => session.permissions()),
    import("../../../sandbox/policy.ts"),
  ]);
  // Where one pane is shown at a time, it is the editor's.
  revealPane("terminal");
  if (isBusy()) return;
  const document = documentOf(restore(permissions), target);
  const file = { path: pathOf(target), target };
  if (add) {
    const proposed = withStatement(document, add);
    const cursor = statementPlace(proposed, statementsOf(proposed).length - 1)?.offset ?? 0;
    edited.setState({ file: { ...file, text: document ? textOf(document) : "", draft: textOf(proposed), cursor } });
    return;
  }
  const cursor = document && statement !== undefined ? statementPlace(document, statement)?.offset : undefined;
  edited.setState({ file: { ...file, text: document ? textOf(document) : templateOf(target), ...(cursor === undefined ? {} : { cursor }) } });
}

/** Something is being written: it is brought to the front and not thrown away. */
function isBusy(): boolean {
  const { file } = edited.getState();
  const { draft } = policyDraft.getState();
  return file !== undefined && draft?.text !== file.text;
}

function withStatement(document: PolicyDocument = { Version: "2012-10-17" }, add: PolicyDocument): PolicyDocument {
  return { ...document, Statement: [...statementsOf(document), add] };
}

function statementsOf({ Statement: statements }: PolicyDocument): readonly unknown[] {
  if (statements === undefined) return [];
  return Array.isArray(statements) ? statements : [statements];
}

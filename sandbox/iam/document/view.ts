/** A policy document as its checks see it: statements with their entries, each entry with its place in the text. */
import type { PolicyKind, Site } from "./problem.ts";
import { type Member, memberOf, membersOf, type Node, valuesOf } from "./tree.ts";

/** A text with its place, quotes included. */
export interface Entry {
  readonly text: string;
  readonly node: Node;
}

export interface PrincipalEntry extends Entry {
  /** `AWS`, `Service` … as written; `*` for the lone star. */
  readonly type: string;
}

export interface ConditionEntry {
  readonly operator: Entry;
  readonly key: Entry;
  /** Strings, and numbers and booleans as texts. */
  readonly values: readonly Entry[];
}

export interface StatementView {
  readonly node: Node;
  readonly index: number;
  readonly members: readonly Member[];
  readonly sid?: Entry;
  readonly effect?: "Allow" | "Deny";
  readonly actions: readonly Entry[];
  /** Which of the two the actions stand in. */
  readonly notAction: boolean;
  readonly resources: readonly Entry[];
  readonly notResource: boolean;
  readonly principals: readonly PrincipalEntry[];
  readonly notPrincipal: boolean;
  readonly conditions: readonly ConditionEntry[];
}

export interface DocumentView {
  readonly text: string;
  readonly kind: PolicyKind;
  readonly site?: Site;
  readonly root: Node;
  readonly version?: Entry;
  readonly statements: readonly StatementView[];
}

function entriesOf(member: Member | undefined): Entry[] {
  return valuesOf(member?.value).flatMap((node) => (node.type === "string" ? [{ text: String(node.value), node }] : []));
}

function principalsOf(member: Member | undefined): PrincipalEntry[] {
  const { value } = member ?? {};
  if (value?.type === "string") return [{ type: "*", text: String(value.value), node: value }];
  return membersOf(value).flatMap((one) => entriesOf(one).map((entry) => ({ ...entry, type: one.name })));
}

function conditionsOf(member: Member | undefined): ConditionEntry[] {
  return membersOf(member?.value).flatMap((operator) =>
    membersOf(operator.value).map((key) => ({
      operator: { text: operator.name, node: operator.key },
      key: { text: key.name, node: key.key },
      values: valuesOf(key.value).flatMap((node) =>
        node.type === "string" || node.type === "number" || node.type === "boolean" ? [{ text: String(node.value), node }] : [],
      ),
    })),
  );
}

function statementView(node: Node, index: number): StatementView {
  const member = (name: string) => memberOf(node, name);
  const effect = member("Effect")?.value?.value;
  const sid = entriesOf(member("Sid"))[0];
  const either = (name: string) => member(name) ?? member(`Not${name}`);
  const not = (name: string) => member(name) === undefined && member(`Not${name}`) !== undefined;
  return {
    node,
    index,
    members: membersOf(node),
    ...(sid ? { sid } : {}),
    ...(effect === "Allow" || effect === "Deny" ? { effect } : {}),
    actions: entriesOf(either("Action")),
    notAction: not("Action"),
    resources: entriesOf(either("Resource")),
    notResource: not("Resource"),
    principals: principalsOf(either("Principal")),
    notPrincipal: not("Principal"),
    conditions: conditionsOf(member("Condition")),
  };
}

export function documentView(text: string, root: Node, kind: PolicyKind, site?: Site): DocumentView {
  const version = entriesOf(memberOf(root, "Version"))[0];
  const statements = valuesOf(memberOf(root, "Statement")?.value).filter((node) => node.type === "object");
  return { text, kind, ...(site ? { site } : {}), root, ...(version ? { version } : {}), statements: statements.map(statementView) };
}

/** `statement 2`, or its Sid. */
export function nameOf({ sid, index }: StatementView): string {
  return sid?.text ? `statement ${sid.text}` : `statement ${index + 1}`;
}

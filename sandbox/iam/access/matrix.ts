/** The matrix of who can do what in a repository: every cell is one question to the one evaluator. */
import type { RegistryId } from "../../world/keys.ts";
import type { PolicyDocument } from "../../world/tables.ts";
import type { World } from "../../world/world.ts";
import { ask } from "../ask.ts";
import { callerOf } from "../caller.ts";
import type { Caller, Decision, PolicySource } from "../decision.ts";
import { statementsOf } from "../matching/statement.ts";
import { policiesFor } from "../policies-for.ts";
import type { AccessCell, AccessColumn, AccessMatrix, AccessRow, Draft } from "./access.ts";
import { documentOf, withDraft } from "./draft.ts";

/** In the order of a day's work; the last two are what only an administrator should have. */
export const ACCESS_COLUMNS: readonly AccessColumn[] = [
  { action: "ecr:GetAuthorizationToken", group: "login" },
  { action: "ecr:BatchGetImage", group: "pull" },
  { action: "ecr:GetDownloadUrlForLayer", group: "pull" },
  { action: "ecr:InitiateLayerUpload", group: "push" },
  { action: "ecr:PutImage", group: "push" },
  { action: "ecr:BatchDeleteImage", group: "delete" },
  { action: "ecr:SetRepositoryPolicy", group: "administer" },
  { action: "ecr:DeleteRepository", group: "administer" },
];

export interface MatrixOptions {
  readonly registry: RegistryId;
  readonly repository: string;
  /** Virtual time, epoch milliseconds. */
  readonly now: number;
  readonly draft?: Draft;
}

/** Name of the session as which a role is asked about: no session of that name need exist. */
const SESSION = { name: "session" };

interface Asker {
  readonly key: string;
  readonly caller: Caller;
  /** Stands for everybody of an account of which no principal is known. */
  readonly whole?: true;
}

/** Users and roles of the registry's account first, then of the others; last the accounts that the policies name and of which nobody is known. */
export function accessMatrix(world: World, options: MatrixOptions): AccessMatrix {
  const after = options.draft ? withDraft(world, options.draft) : world;
  const resource = `arn:aws:ecr:${options.registry.region}:${options.registry.account}:repository/${options.repository}`;
  const cellOf = (asker: Asker, { action }: AccessColumn): AccessCell => {
    const decision = decided(after, asker, action, resource, options);
    const cell = written(asker, decision);
    if (after === world) return cell;
    const before = decided(world, asker, action, resource, options);
    return { ...cell, before, ...(differs(cell, written(asker, before)) ? { changed: true } : {}) };
  };
  const rows = askersOf(after, options).map((asker): AccessRow => {
    const cells = ACCESS_COLUMNS.map((column) => cellOf(asker, column));
    return { key: asker.key, arn: asker.caller.principalArn, label: labelOf(asker, options), note: noteOf(after, asker, cells), cells };
  });
  const changed = rows.reduce((sum, { cells }) => sum + cells.filter((cell) => cell.changed).length, 0);
  return { resource, columns: ACCESS_COLUMNS, rows, changed };
}

function decided(world: World, { caller }: Asker, action: string, resource: string, { registry, repository, now }: MatrixOptions): Decision {
  // A token is asked for at one's own account and then opens every registry that lets one in.
  const login = action === "ecr:GetAuthorizationToken";
  return ask(world, {
    caller,
    action,
    resource: login ? "*" : resource,
    target: login ? { kind: "none", account: caller.account } : { kind: "repository", registry, name: repository },
    region: registry.region,
    now,
  });
}

/** Half of an access counts as another state than none. */
function differs(a: AccessCell, b: AccessCell): boolean {
  return a.verdict !== b.verdict || a.half !== b.half;
}

/** Steps that hold back what somebody allows. */
const LIMITS: Readonly<Partial<Record<Decision["reason"], PolicySource>>> = {
  "implicit-deny-boundary": "boundary",
  "implicit-deny-session": "session",
  "implicit-deny-scp": "scp",
  "implicit-deny-rcp": "rcp",
};

function written({ caller, whole }: Asker, decision: Decision): AccessCell {
  const { verdict, reason, statements, decidedBy, question } = decision;
  const by = decidedBy === undefined ? LIMITS[reason] : statements[decidedBy]?.source;
  const abroad = caller.account !== question.resourceAccount;
  // Of an account that nobody is known of, this is the resource's side alone.
  if (abroad && whole && verdict === "allow") return { verdict, ...(by ? { by } : {}), half: true, decision };
  const side = abroad && verdict === "deny" ? onlySide(decision) : undefined;
  if (side) return { verdict, by: side, half: true, decision };
  return { verdict, ...(by ? { by } : {}), decision };
}

/** The side of a cross-account access that allows it while the other is silent. */
function onlySide({ reason, statements, steps }: Decision): PolicySource | undefined {
  const other = reason === "implicit-deny-identity" ? "resource" : reason === "implicit-deny-resource" ? "identity" : undefined;
  const allowing = steps.find(({ step, verdict }) => step === other && verdict === "allow")?.statements[0];
  return allowing === undefined ? undefined : statements[allowing]?.source;
}

function askersOf(world: World, { registry, repository, draft }: MatrixOptions): Asker[] {
  const known = [...world.principals.entries()].flatMap(([key, { kind, account }]): (Asker & { account: string })[] => {
    const caller = kind === "root" ? undefined : callerOf(world, key, kind === "role" ? SESSION : undefined);
    return caller ? [{ key, caller, account }] : [];
  });
  const place = (asker: Asker) => (asker.caller.account === registry.account ? "" : asker.caller.account);
  const order = (asker: Asker) => `${place(asker)} ${asker.caller.kind === "user" ? 0 : 1} ${asker.key}`;
  known.sort((a, b) => (order(a) < order(b) ? -1 : 1));
  const accounts = new Set([registry.account, ...known.map(({ account }) => account)]);
  const documents = [
    documentOf(world, { kind: "repository", registry, name: repository }),
    documentOf(world, { kind: "registry", registry }),
    draft?.document,
  ];
  const named = new Set(documents.flatMap((document) => (document ? accountsNamedIn(document) : [])));
  return [
    ...known,
    ...[...named]
      .filter((account) => !accounts.has(account))
      .sort()
      .map(wholeAccount),
  ];
}

function wholeAccount(account: string): Asker {
  const arn = `arn:aws:iam::${account}:root`;
  return { key: arn, whole: true, caller: { arn, principalArn: arn, account, kind: "root", userId: account, principal: `${account}/root` } };
}

const ACCOUNT = /^(?:arn:aws:(?:iam|sts)::)?(\d{12})(?::|$)/;

/** Accounts that the statements of a resource's policy name as principals. */
function accountsNamedIn(document: PolicyDocument): string[] {
  return statementsOf(document).flatMap(({ Principal }) => {
    if (typeof Principal !== "object" || Principal === null) return [];
    const { AWS: named } = Principal as { AWS?: unknown };
    return (Array.isArray(named) ? named : [named]).flatMap((entry) => ACCOUNT.exec(String(entry))?.[1] ?? []);
  });
}

function labelOf({ caller, whole }: Asker, { registry }: MatrixOptions): string {
  if (whole) return caller.account;
  const name = caller.principal.slice(caller.account.length + 1);
  return caller.account === registry.account ? name : `${caller.account}:${name}`;
}

function noteOf(world: World, { caller, whole }: Asker, cells: readonly AccessCell[]): string {
  if (whole) return "other account";
  const policies = policiesFor(world, caller, { kind: "none", account: caller.account });
  const granting = policies.filter(({ source }) => source === "identity").map(({ name }) => name);
  const bounded = policies.some(({ source }) => source === "boundary");
  const limits = [...(bounded ? ["boundary"] : []), ...(cells.some(cutBySCP) ? ["SCP"] : []), ...(cells.some(cutByRCP) ? ["RCP"] : [])];
  return [granting.length === 0 ? "no policy" : granting.join(", "), ...limits].join(" + ");
}

const cutBySCP = (cell: AccessCell) => cutBy("scp", cell);
const cutByRCP = (cell: AccessCell) => cutBy("rcp", cell);

/** Whether a limit takes away what somebody allows. */
function cutBy(source: PolicySource, { by, verdict, decision }: AccessCell): boolean {
  const granted = decision.steps.some(({ step, verdict: said }) => (step === "identity" || step === "resource") && said === "allow");
  return verdict === "deny" && by === source && granted;
}

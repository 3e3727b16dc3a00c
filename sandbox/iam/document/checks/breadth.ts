/** Rights that are wider than what they seem to be for, in the manner of IAM Access Analyzer. */

import { matchesWildcard } from "../../matching/wildcard.ts";
import { actionsOf } from "../facts.ts";
import { withoutVariables } from "../patterns.ts";
import type { Report } from "../report.ts";
import { memberOf } from "../tree.ts";
import type { DocumentView, Entry, StatementView } from "../view.ts";
import { stemsOf } from "./reach.ts";
import { mayBeOn } from "./resources.ts";

/** Actions that write images: with them on every repository one can replace any image. */
const PUSH = ["ecr:PutImage", "ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload"];
/** What a push needs beside, and does no harm. */
const OF_A_PUSH = new Set(["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", ...PUSH]);

export function checkBreadth(view: DocumentView, report: Report): void {
  for (const statement of view.statements) {
    if (statement.effect !== "Allow") continue;
    checkNot(statement, report);
    if (view.kind === "trust") {
      checkWebIdentity(statement, report);
      continue;
    }
    if (view.kind === "scp" || view.kind === "boundary" || view.kind === "session" || view.kind === "key") continue;
    const wide = checkWildcards(statement, view, report);
    if (view.kind === "identity" && !wide) checkPush(statement, view, report);
  }
}

function checkNot({ node, notAction, notResource }: StatementView, report: Report): void {
  for (const [turned, name, why] of [
    [notAction, "NotAction", "New actions and other services are allowed too, as soon as they exist. List what is meant in Action."],
    [notResource, "NotResource", "Everything else is allowed too, also what is created later. List what is meant in Resource."],
  ] as const) {
    const key = turned ? memberOf(node, name)?.key : undefined;
    if (key)
      report.add({
        code: `ALLOW_${name === "NotAction" ? "NOT_ACTION" : "NOT_RESOURCE"}`,
        severity: "warning",
        message: `Allow with ${name} allows everything but these.`,
        why,
        at: key,
      });
  }
}

function everywhere({ text }: Entry): boolean {
  return text === "*" || /^arn:aws:ecr:[^:]*:[^:]*:(?:\*|repository\/\*)$/.test(text);
}

/** `*` and `ecr:*`. Whether something was said. */
function checkWildcards(statement: StatementView, { kind }: DocumentView, report: Report): boolean {
  const { actions, resources, notAction, conditions } = statement;
  if (notAction) return false;
  const star = actions.find(({ text }) => /^\*(?::\*)?$/.test(text) || text === "*");
  const onEverything = resources.some(({ text }) => text === "*");
  if (star && kind === "identity" && onEverything && conditions.length === 0) {
    report.add({
      code: "FULL_ACCESS",
      severity: "security",
      message: "This allows everything, on everything.",
      why: "With it one can also give oneself and others any right. List what is needed.",
      at: star.node,
    });
    return true;
  }
  const whole = star ?? actions.find(({ text }) => /^ecr:\*+$/i.test(text));
  if (!whole) return false;
  const onResource = kind === "identity" && !resources.some(everywhere);
  report.add({
    code: "ALL_ACTIONS",
    severity: onResource ? "warning" : "security",
    message:
      kind === "registry" ? `${whole.text} gives every right in the registry.` : `${whole.text} also deletes images, and sets who may do what.`,
    why: "For a push seven actions are enough, for a pull two.",
    at: whole.node,
    fixes: kind === "repository" || onResource ? [pushInstead(whole)] : [],
  });
  return true;
}

function pushInstead(entry: Entry): {
  readonly label: string;
  readonly edits: readonly { readonly from: number; readonly to: number; readonly text: string }[];
} {
  const list = [...OF_A_PUSH].map((name) => JSON.stringify(name)).join(", ");
  const inList = entry.node.parent?.type === "array";
  return {
    label: "Change to the actions of push and pull",
    edits: [{ from: entry.node.offset, to: entry.node.offset + entry.node.length, text: inList ? list : `[${list}]` }],
  };
}

/** Push actions on every repository; wildcards that take in more than a push. */
function checkPush(statement: StatementView, { site }: DocumentView, report: Report): void {
  const { actions, resources, notAction, notResource } = statement;
  if (notAction || notResource) return;
  const pushing = actions.find(({ text }) => PUSH.some((name) => matchesWildcard(text, name, true)));
  if (!pushing) return;
  const wide = resources.find(everywhere);
  const limited = stemsOf(statement).some((stem) => stem === "aws:resourcetag/" || stem === "ecr:resourcetag/");
  if (wide && !limited) {
    // Narrowing must not break an action that has no resource but *.
    const splits = actions.some(({ text }) => actionsOf(text).some(({ resources: types }) => types.length === 0));
    const fixes = splits || resources.length > 1 ? [] : (site?.repositories ?? []).slice(0, 4).map((arn) => report.replace(wide.node, arn));
    report.add({
      code: "PUSH_EVERYWHERE",
      severity: "security",
      message: "This allows pushing to every repository.",
      why: splits
        ? "Name the repositories, and give GetAuthorizationToken a statement of its own."
        : "Whoever can push can replace the image of any team. Name the repositories.",
      at: wide.node,
      fixes,
    });
  }
  for (const entry of actions) {
    if (!/[*?]/.test(entry.text)) continue;
    const more = actionsOf(entry.text).filter(
      (action) =>
        (action.level === "Permissions management" || /Delete/.test(action.name)) &&
        !OF_A_PUSH.has(action.name) &&
        resources.some((resource) => mayBeOn(action, resource.text)),
    );
    const [first] = more;
    if (!first) continue;
    report.add({
      code: "WILDCARD_TAKES_MORE",
      severity: "warning",
      message: `${entry.text} also allows ${first.name}.`,
      why: "Name the actions one by one; a push needs seven.",
      at: entry.node,
    });
  }
}

/** A role for the workflows of a whole provider: everybody's repositories, not only one's own. */
function checkWebIdentity(statement: StatementView, report: Report): void {
  const provider = statement.principals.find(({ type, text }) => type === "Federated" && text.includes(":oidc-provider/"));
  if (!provider) return;
  const host = withoutVariables(provider.text)
    .replace(/^.*:oidc-provider\//, "")
    .toLowerCase();
  const tests = statement.conditions.filter(({ operator }) => !/Not|IfExists|Null|^ForAllValues/.test(operator.text));
  const subject = tests.find(({ key }) => key.text.toLowerCase() === `${host}:sub`);
  if (subject && !subject.values.some(({ text }) => /^(?:repo:)?\*/.test(text))) return;
  report.add({
    code: "ANY_SUBJECT",
    severity: "security",
    message: "Everybody who has a token of this provider may take on the role.",
    why: `Add a Condition on ${host}:sub that names your repository or project.`,
    at: subject?.values[0]?.node ?? provider.node,
  });
}

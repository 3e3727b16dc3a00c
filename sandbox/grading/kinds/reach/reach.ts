/** `reach:` the learner's changes make no more possible than the solution's do: cells of the editor's own matrix, compared. */
import { accessMatrix } from "../../../iam/access/matrix.ts";
import { metaOf } from "../../../world/store.ts";
import type { Repository } from "../../../world/tables.ts";
import type { World } from "../../../world/world.ts";
import { type Context, fullName, judged, type Kind, nameOfArn, shortName } from "../../context.ts";
import { isMap } from "../../values.ts";
import { code, list } from "../../words.ts";

const LOGIN = "ecr:GetAuthorizationToken";

export const reach: Kind = {
  name: "reach",
  fields: [],
  goal(check) {
    const { atMost, of } = termsOf(check.reach);
    const what = atMost === "start" ? "Nothing became possible that was not" : "Nothing more than needed became possible";
    return of.length === 0 ? what : `${what} for ${list(of.map(code))}`;
  },
  async judge(check, context) {
    const { atMost, plus, of } = termsOf(check.reach);
    const stored = context.lesson.reach?.[context.task ?? ""];
    if (atMost === "solution" && !stored) return judged(false, "what the solution makes possible is not stored");
    const whom = new Set(of.map((name) => shortName(context, fullName(context, name))));
    const { opens } = reachOf(context, atMost === "solution" ? stored : undefined);
    const counted = opens.filter((cell) => whom.size === 0 || whom.has(cell.split(" ")[0] ?? ""));
    if (counted.length <= plus) return judged(true, counted.length === 0 ? "nothing more" : `${counted.length} more, and ${plus} may be`);
    return judged(false, `${counted.length} more, first: ${sentence(counted[0] as string)}`);
  },
};

interface Terms {
  readonly atMost: "solution" | "start";
  readonly plus: number;
  readonly of: readonly string[];
}

function termsOf(value: unknown): Terms {
  const { atMost, plus, of } = isMap(value) ? value : ({} as Record<string, unknown>);
  return { atMost: atMost === "start" ? "start" : "solution", plus: Number(plus ?? 0), of: Array.isArray(of) ? of.map(String) : [] };
}

/** Cells that are open now and were not in the start, beside those of `known`; `closes` the other way round. */
export function reachOf(
  context: Pick<Context, "evidence" | "lesson">,
  known: { readonly opens: readonly string[]; readonly closes: readonly string[] } = { opens: [], closes: [] },
): { readonly opens: readonly string[]; readonly closes: readonly string[] } {
  const { start, world } = context.evidence;
  const before = new Set([...openCells(start)].filter((cell) => !known.closes.includes(cell)).concat(known.opens));
  const now = openCells(world);
  return { opens: [...now].filter((cell) => !before.has(cell)).sort(), closes: [...before].filter((cell) => !now.has(cell)).sort() };
}

/** A world never changes, so neither does what is possible in it. */
const known = new WeakMap<World, ReadonlySet<string>>();

function openCells(world: World): ReadonlySet<string> {
  const found = known.get(world) ?? new Set([...world.repositories.values()].flatMap((row) => cellsOf(world, row)));
  known.set(world, found);
  return found;
}

/** A token is asked for on everything, so it is one cell whatever the repository. */
function cellsOf(world: World, { account, region, name }: Repository): string[] {
  const { now, account: home, region: here } = metaOf(world);
  const about = account === home && region === here ? name : `${account}:${region}:${name}`;
  const { rows, columns } = accessMatrix(world, { registry: { account, region }, repository: name, now });
  return rows.flatMap(({ arn, cells }) => {
    const who = nameOfArn(arn);
    const short = who.startsWith(`${home}:`) ? who.slice(home.length + 1) : who;
    return cells.flatMap(({ verdict }, index) => {
      const action = columns[index]?.action ?? "";
      return verdict === "allow" ? [`${short} ${action} ${action === LOGIN ? "*" : about}`] : [];
    });
  });
}

function sentence(cell: string): string {
  const [who = "", action = "", on = ""] = cell.split(" ");
  return `${code(who)} may ${code(action.replace(/^ecr:/, ""))}${on === "*" ? "" : ` on ${code(on)}`}`;
}

/** What has become possible since the start, as cells of the matrix of who can do what. */
import { accessMatrix } from "../../../iam/access/matrix.ts";
import { PUBLIC_REGION } from "../../../world/keys.ts";
import { metaOf } from "../../../world/store.ts";
import type { Repository } from "../../../world/tables.ts";
import type { World } from "../../../world/world.ts";
import { type Context, nameOfArn } from "../../context.ts";

const LOGIN = "ecr:GetAuthorizationToken";

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
  // The matrix has the actions of private ECR; a public repository has none of them.
  const rows = [...world.repositories.values()].filter(({ region }) => region !== PUBLIC_REGION);
  const found = known.get(world) ?? new Set(rows.flatMap((row) => cellsOf(world, row)));
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

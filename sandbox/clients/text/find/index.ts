/** find: walks directories and tests what is there. */
import type { Installed, ProgramContext } from "../../../shell/program.ts";
import { complain, pathOf } from "../kit.ts";
import { Expression, type Plan } from "./expression.ts";
import { FindError, type Found } from "./properties.ts";

async function walk(context: ProgramContext, plan: Plan, shown: string, depth: number): Promise<void> {
  const path = pathOf(context, shown);
  const stat = context.files.lstat(path);
  if (!stat) return;
  const found: Found = { shown, path, stat, depth, prune: false };
  const here = async () => {
    if (depth >= plan.minDepth) await plan.test(found);
  };
  if (!plan.depthFirst) await here();
  if (stat.kind === "directory" && depth < plan.maxDepth && !found.prune) {
    for (const name of context.files.list(path)) await walk(context, plan, shown.endsWith("/") ? shown + name : `${shown}/${name}`, depth + 1);
  }
  if (plan.depthFirst) await here();
}

export const find: Installed = {
  name: "find",
  summary: "search for files",
  async program(context) {
    const first = context.args.findIndex((word) => /^(?:-.|[!(])/.test(word));
    const starts = first < 0 ? context.args : context.args.slice(0, first);
    let expression: Expression | undefined;
    try {
      expression = new Expression(context, first < 0 ? [] : context.args.slice(first));
      const plan = expression.whole();
      for (const start of starts.length > 0 ? starts : ["."]) {
        if (!context.files.lstat(pathOf(context, start))) {
          await complain(context, `‘${start}’: No such file or directory`);
          expression.status = 1;
        } else await walk(context, plan, start, 0);
      }
      await plan.finish();
      return expression.status;
    } catch (error) {
      if (!(error instanceof FindError)) throw error;
      if (error.message === "") return expression?.status ?? 0;
      await complain(context, error.message);
      return 1;
    }
  },
};

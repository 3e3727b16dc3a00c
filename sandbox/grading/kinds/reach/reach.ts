/** `reach:` the learner's changes make no more possible than the solution's do: cells of the editor's own matrix, compared. */
import { fullName, judged, type Kind, shortName } from "../../context.ts";
import { isMap } from "../../values.ts";
import { code, list } from "../../words.ts";

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
    const { reachOf } = await import("./cells.ts");
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

function sentence(cell: string): string {
  const [who = "", action = "", on = ""] = cell.split(" ");
  return `${code(who)} may ${code(action.replace(/^ecr:/, ""))}${on === "*" ? "" : ` on ${code(on)}`}`;
}

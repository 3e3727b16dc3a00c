/** One question beyond the matrix: any principal, any action of a repository. */
import { useMemo, useState } from "preact/hooks";
import { type AccessMatrix, ask, callerOf, type Explanation, ecrFacts, explain, type World } from "../../../sandbox/policy.ts";
import { Verdict } from "../why/Explained.tsx";
import type { Repository } from "./use-access.ts";

const TOKEN = "ecr:GetAuthorizationToken";

interface AskOneProps {
  readonly world: World;
  readonly matrix: AccessMatrix;
  readonly repository: Repository;
  readonly now: number;
}

/** Actions that are asked on a repository, and the token, which is asked on everything. */
const ACTIONS = ecrFacts.actions.flatMap(({ name, resources }) => (resources.includes("repository") || name === TOKEN ? [name] : []));

export function AskOne({ world, matrix, repository, now }: AskOneProps) {
  const rows = matrix.rows.filter(({ key }) => world.principals.get(key));
  const [principal, setPrincipal] = useState<string>();
  const [action, setAction] = useState("ecr:PutImage");
  const [asked, setAsked] = useState<{ readonly principal: string; readonly action: string }>();
  const chosen = rows.find(({ key }) => key === principal)?.key ?? rows[0]?.key;
  const answer = useMemo(() => asked && answered(world, repository, now, asked), [asked, world, repository, now]);
  if (chosen === undefined) return null;
  const choose = (change: () => void) => {
    change();
    setAsked(undefined);
  };
  return (
    <form
      class="ask-one"
      aria-label="Ask one question"
      data-astro-reload
      onSubmit={(event) => {
        event.preventDefault();
        setAsked({ principal: chosen, action });
      }}
    >
      <span class="field">
        <label for="ask-who">Can</label>
        <select id="ask-who" value={chosen} onChange={({ currentTarget }) => choose(() => setPrincipal(currentTarget.value))}>
          {rows.map(({ key, label }) => (
            <option key={key} value={key}>
              {label}
            </option>
          ))}
        </select>
      </span>
      <span class="field">
        <label for="ask-action">do</label>
        <select id="ask-action" value={action} onChange={({ currentTarget }) => choose(() => setAction(currentTarget.value))}>
          {ACTIONS.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </span>
      <button type="submit" class="btn">
        Ask
      </button>
      <p role="status">
        {answer && (
          <>
            <Verdict verdict={answer.decision.verdict} /> {answer.headline}. {answer.why}
          </>
        )}
      </p>
    </form>
  );
}

function answered(
  world: World,
  { account, region, name }: Repository,
  now: number,
  asked: { principal: string; action: string },
): Explanation | undefined {
  const isRole = world.principals.get(asked.principal)?.kind === "role";
  const caller = callerOf(world, asked.principal, isRole ? { name: "session" } : undefined);
  if (!caller) return undefined;
  return explain(
    ask(world, {
      caller,
      action: asked.action,
      resource: asked.action === TOKEN ? "*" : `arn:aws:ecr:${region}:${account}:repository/${name}`,
      target: asked.action === TOKEN ? { kind: "none", account: caller.account } : { kind: "repository", registry: { account, region }, name },
      region,
      now,
    }),
  );
}

/** The policies that decide what the terminal's credentials may do, with the ways to edit them and to see what comes of them. */
import { useMemo } from "preact/hooks";
import { type AppliedPolicy, ask, type Caller, callerOf, type Decision, type World } from "../../../sandbox/policy.ts";
import { showPanel } from "../../page/prose.ts";
import type { View } from "../../session/contract.ts";
import { useWorld } from "../access/use-access.ts";
import { openPolicy } from "../editor/open-policy.ts";
import { editTargetOf } from "../why/edit-target.ts";

export function Policies({ view, close }: { view: View; close(): void }) {
  const world = useWorld(view);
  const decision = useMemo(() => world && asked(world, view), [world, view.me, view.now]);
  if (!world) return <p>Looking.</p>;
  if (!decision) return <p>These credentials lead to nobody, so no policy speaks for them.</p>;
  const { policies, question } = decision;
  return (
    <>
      {policies.length === 0 ? (
        <p>No policy is attached: what nobody allows is denied.</p>
      ) : (
        <ul class="policies" aria-label="Policies that apply">
          {policies.map((policy) => {
            const target = editTargetOf(policy, question);
            return (
              <li key={`${policy.source} ${policy.name}`}>
                <b>{policy.name}</b> <span>{kindOf(policy)}</span>
                {target && (
                  <button
                    type="button"
                    class="btn small"
                    aria-label={`Edit ${policy.name}`}
                    onClick={() => {
                      close();
                      void openPolicy(target);
                    }}
                  >
                    Edit
                  </button>
                )}
              </li>
            );
          })}
        </ul>
      )}
      <div class="row">
        <button
          type="button"
          class="btn small"
          onClick={() => {
            close();
            showPanel("access");
          }}
        >
          Who may do what
        </button>
      </div>
    </>
  );
}

/** Any question that no resource takes part in brings the caller's own policies and limits. */
function asked(world: World, { me, now }: View): Decision | undefined {
  const caller = callerNamed(world, me.arn);
  const target = { kind: "none", account: me.account } as const;
  return caller && ask(world, { caller, action: "ecr:GetAuthorizationToken", resource: "*", target, region: me.region, now });
}

function callerNamed(world: World, arn: string): Caller | undefined {
  const [, account, role, name] = /^arn:aws:sts::(\d{12}):assumed-role\/([^/]+)\/(.+)$/.exec(arn) ?? [];
  if (name !== undefined) return callerOf(world, `${account}/role/${role}`, { name });
  for (const [key, row] of world.principals.entries()) if (row.arn === arn) return callerOf(world, key);
  return undefined;
}

const KINDS: Readonly<Partial<Record<AppliedPolicy["source"], string>>> = {
  boundary: "permissions boundary",
  session: "session policy",
  scp: "service control policy",
  rcp: "resource control policy",
};

function kindOf({ source, via, arn }: AppliedPolicy): string {
  const limit = KINDS[source];
  if (limit) return limit;
  if (via?.kind === "group") return `through group ${via.group}`;
  if (arn === undefined) return "inline";
  return arn.startsWith("arn:aws:iam::aws:") ? "managed by AWS" : "managed";
}

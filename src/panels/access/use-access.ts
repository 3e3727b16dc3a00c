/** What the Access tab shows: the world's permissions as they are now, the draft in the editor, and the matrix of one repository. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { type AccessMatrix, accessMatrix, type Draft, PUBLIC_REGION, restore, type World, withDraft } from "../../../sandbox/policy.ts";
import { ask } from "../../session/actions.ts";
import type { View } from "../../session/contract.ts";
import { accessFocus } from "../../stores/access-focus.ts";
import { type PolicyDraft, policyDraft } from "../../stores/policy-draft.ts";
import { useStore } from "../../stores/use-store.ts";

export interface Repository {
  /** `account/region/name`. */
  readonly key: string;
  readonly account: string;
  readonly region: string;
  readonly name: string;
}

export interface Access {
  readonly repositories: readonly Repository[];
  readonly repository: Repository | undefined;
  choose(key: string): void;
  readonly matrix: AccessMatrix | undefined;
  /** With the draft in force, when there is one. */
  readonly world: World | undefined;
  readonly draft: Draft | undefined;
  /** The text in the editor is no JSON object at the moment: the draft is the last one that was. */
  readonly isBehind: boolean;
}

export function useAccess(view: View): Access {
  const world = useWorld(view);
  const { draft, isBehind } = useDraft();
  const wanted = useStore(accessFocus, ({ repository }) => repository);
  const choose = (repository: string) => accessFocus.setState({ repository });
  useEffect(() => {
    // The policy that is being written is that of a repository: it is the one to look at.
    if (draft?.target.kind === "repository") choose(`${draft.target.registry.account}/${draft.target.registry.region}/${draft.target.name}`);
  }, [draft?.target]);
  const repositories = useMemo(() => (world ? repositoriesOf(world, view.me) : []), [world, view.me.account, view.me.region]);
  const repository = repositories.find(({ key }) => key === wanted) ?? lastAsked(repositories, view.requests) ?? repositories[0];
  const matrix = useMemo(() => world && repository && measured(world, repository, view.now, draft), [world, repository, view.now, draft]);
  useWarmth(world, repository, view.now, draft);
  const drafted = useMemo(() => (world && draft ? withDraft(world, draft) : world), [world, draft]);
  return { repositories, repository, choose, matrix, world: drafted, draft, isBehind };
}

/** While somebody types this has to be done within a frame; the measure is read by the browser tests. */
function measured(world: World, { account, region, name }: Repository, now: number, draft: Draft | undefined): AccessMatrix {
  const start = performance.now();
  const matrix = accessMatrix(world, { registry: { account, region }, repository: name, now, ...(draft ? { draft } : {}) });
  performance.clearMeasures("gantry:matrix");
  performance.measure("gantry:matrix", { start });
  return matrix;
}

/** How often code has to run before the browser has compiled it well; measured, and done while nobody waits. */
const ROUNDS = 8;

/** Makes the matrix a few times in idle moments as soon as a policy is edited, so that the first letters cost no more than later ones. */
function useWarmth(world: World | undefined, repository: Repository | undefined, now: number, draft: Draft | undefined): void {
  const isWanted = world !== undefined && repository !== undefined && draft !== undefined;
  useEffect(() => {
    if (!isWanted) return;
    const { account, region, name } = repository;
    let left = ROUNDS;
    let timer: ReturnType<typeof setTimeout>;
    const round = () => {
      // A document that was never seen, as every text is that somebody types; and every other time one that changes cells.
      const document = JSON.parse(JSON.stringify(left % 2 === 0 ? draft.document : { ...draft.document, Statement: [] })) as Draft["document"];
      accessMatrix(world, { registry: { account, region }, repository: name, now, draft: { ...draft, document } });
      if (--left > 0) timer = setTimeout(round, 30);
    };
    timer = setTimeout(round, 30);
    return () => clearTimeout(timer);
  }, [isWanted]);
}

/** Asked for again after every command and every request; not in the middle of one. */
export function useWorld({ running, history, undone, requestCount, now }: View): World | undefined {
  const [world, setWorld] = useState<World>();
  useEffect(() => {
    if (running && world) return;
    let isStale = false;
    ask((actions) =>
      actions.permissions().then((permissions) => {
        if (!isStale) setWorld(restore(permissions));
      }),
    );
    return () => {
      isStale = true;
    };
  }, [running, history.length, undone.length, requestCount, now]);
  return world;
}

function useDraft(): Pick<Access, "draft" | "isBehind"> {
  const written = useStore(policyDraft, (state) => state.draft);
  const last = useRef<Draft>();
  const draft = useMemo(() => {
    last.current = draftFrom(written, last.current);
    return last.current;
  }, [written]);
  return { draft, isBehind: written !== undefined && written.document === undefined };
}

/** Half a text is no document: until it is one again, the last one counts. */
function draftFrom(written: PolicyDraft | undefined, last: Draft | undefined): Draft | undefined {
  if (!written) return undefined;
  if (written.document) return { target: written.target, document: written.document };
  return last && JSON.stringify(last.target) === JSON.stringify(written.target) ? last : undefined;
}

/** Where something was done last is where one wants to look. */
function lastAsked(repositories: readonly Repository[], requests: View["requests"]): Repository | undefined {
  const resource = requests.findLast((request) => request.resource?.includes(":repository/"))?.resource;
  return repositories.find(({ account, region, name }) => resource === `arn:aws:ecr:${region}:${account}:repository/${name}`);
}

/** Those of the learner's own registry first. Of public ones the matrix knows nothing: anybody pulls, and their actions have other names. */
function repositoriesOf(world: World, { account, region }: View["me"]): readonly Repository[] {
  const all = [...world.repositories.entries()]
    .filter(([, row]) => row.region !== PUBLIC_REGION)
    .map(([key, row]): Repository => ({ key, account: row.account, region: row.region, name: row.name }));
  const isOwn = (one: Repository) => one.account === account && one.region === region;
  return [...all.filter(isOwn), ...all.filter((one) => !isOwn(one))];
}

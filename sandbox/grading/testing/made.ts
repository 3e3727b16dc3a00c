/** Hand-made worlds, events and lessons for the tests of grading. */
import type { NewEvent, RequestEvent, SandboxEvent } from "../../kernel/events.ts";
import type { Digest, Hasher } from "../../kernel/hash.ts";
import { memoryFileSystem } from "../../shell/files/memory-file-system.ts";
import { META, memberKey, principalKey, repositoryKey } from "../../world/keys.ts";
import type { Meta, PolicyDocument } from "../../world/tables.ts";
import { emptyWorld, Transaction, type World } from "../../world/world.ts";
import type { Evidence } from "../evidence.ts";
import type { Check, Hint, Lesson, Task } from "../lesson.ts";

export const NOW = Date.UTC(2026, 10, 23, 9);
export const ACCOUNT = "111122223333";
const HOME = { account: ACCOUNT, region: "us-east-1" };
export const SEALING_KEY = "5a".repeat(32);

export const META_ROW: Meta = {
  schema: 1,
  now: NOW,
  offset: 0,
  seed: "test",
  counter: 0,
  command: 0,
  sealingKey: SEALING_KEY,
  account: ACCOUNT,
  region: "us-east-1",
  cli: 2,
  preset: "blank",
};

/** For tests that hash nothing; those that do bring the platform's. */
const NO_HASHER: Hasher = {
  sha256: () => new Uint8Array(32),
  hmacSha256: () => new Uint8Array(32),
  stream: () => ({ update: () => {}, end: () => new Uint8Array(32) }),
};

/** A world after changes. */
export function changed(world: World, change: (tx: Transaction) => void): World {
  const tx = new Transaction(world);
  change(tx);
  return tx.world;
}

export const EMPTY: World = changed(emptyWorld(), (tx) => {
  tx.set("meta", META, META_ROW);
  tx.set("accounts", ACCOUNT, { id: ACCOUNT, settings: {} });
  addUser(tx, "learner", ["AdministratorAccess"]);
});

export function addUser(
  tx: Transaction,
  name: string,
  managed: readonly string[] = [],
  policies: Readonly<Record<string, PolicyDocument>> = {},
): void {
  tx.set("principals", principalKey(ACCOUNT, "user", name), {
    account: ACCOUNT,
    kind: "user",
    name,
    id: `AIDA${name.toUpperCase()}`,
    arn: `arn:aws:iam::${ACCOUNT}:user/${name}`,
    managed,
    policies,
    tags: {},
    createdAt: NOW,
  });
}

export function addRepository(tx: Transaction, name: string, region = "us-east-1"): void {
  tx.set("repositories", repositoryKey({ account: ACCOUNT, region }, name), {
    account: ACCOUNT,
    region,
    name,
    createdAt: NOW,
    imageTagMutability: "MUTABLE",
    scanOnPush: false,
    encryption: { encryptionType: "AES256" },
    tags: {},
  });
}

export function digest(letter: string): Digest {
  return `sha256:${letter.repeat(64)}`;
}

export function addImage(
  tx: Transaction,
  repository: string,
  letter: string,
  tags: readonly string[],
  layers: readonly [string, number][] = [["1", 10]],
): void {
  const key = repositoryKey(HOME, repository);
  const manifest = JSON.stringify({ schemaVersion: 2, layers: layers.map(([name, size]) => ({ digest: digest(name), size })) });
  tx.set("images", memberKey(key, digest(letter)), {
    digest: digest(letter),
    manifest,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    size: 10,
    pushedAt: NOW,
    tags,
  });
  for (const tag of tags) tx.set("tags", memberKey(key, tag), { digest: digest(letter), setAt: NOW });
}

export function request(seq: number, command: number, changes: Partial<RequestEvent>): SandboxEvent {
  const wire = { headers: {}, bytes: 0 };
  return {
    kind: "request",
    seq,
    command,
    at: NOW,
    method: "POST",
    host: "api.ecr.us-east-1.amazonaws.com",
    path: "/",
    status: 200,
    service: "ecr",
    client: "aws-cli/2.36.12",
    outcome: "works",
    request: wire,
    response: wire,
    ...changes,
  };
}

export function fact(
  seq: number,
  command: number,
  event: Omit<Extract<NewEvent, { of?: string }>, "kind"> & { kind: "refusal" | "leak" },
): SandboxEvent {
  return { seq, command, at: NOW, ...event } as SandboxEvent;
}

export function evidence(world: World, changes: Partial<Evidence> = {}): Evidence {
  return {
    world,
    start: EMPTY,
    events: [],
    answers: {},
    files: memoryFileSystem({ now: () => NOW, hasher: NO_HASHER }),
    home: "/home/learner",
    now: NOW,
    startedAt: NOW,
    command: 0,
    hasher: NO_HASHER,
    addresses: {
      registryHost: (account, region) => `${account}.dkr.ecr.${region}.amazonaws.com`,
      registryOf: (host) => {
        const match = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com$/.exec(host);
        return match ? { account: match[1] as string, region: match[2] as string } : undefined;
      },
    },
    ...changes,
  };
}

export function task(
  id: string,
  checks: readonly Check[],
  { needs = [], hints = [] }: { needs?: readonly string[]; hints?: readonly Hint[] } = {},
): Task {
  return { id, title: id, needs, optional: false, html: "", checks, goals: [], hints };
}

export function lesson(tasks: readonly Task[], world: Readonly<Record<string, unknown>> = {}): Lesson {
  return {
    slug: "made",
    module: "made",
    title: "Made",
    summary: "",
    minutes: 5,
    objectives: [],
    keypoints: [],
    after: [],
    claims: [],
    exam: [],
    panels: [],
    further: [],
    start: "world:blank",
    world: { me: "user/learner", ...world },
    variables: {},
    html: "",
    headings: [],
    tasks,
    predicts: [],
    blocks: [],
    solution: {},
  };
}

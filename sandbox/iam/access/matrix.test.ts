import { describe, expect, test } from "vitest";
import { principalKey, repositoryKey } from "../../world/keys.ts";
import type { PolicyDocument, Principal } from "../../world/tables.ts";
import { emptyWorld, Transaction, type World } from "../../world/world.ts";
import type { AccessCell, AccessMatrix, Draft, EditTarget } from "./access.ts";
import { documentOf, withDraft } from "./draft.ts";
import { ACCESS_COLUMNS, accessMatrix } from "./matrix.ts";

const HOME = "111122223333";
const AWAY = "444455556666";
const REGISTRY = { account: HOME, region: "us-east-1" };
const NOW = Date.UTC(2026, 10, 23, 9);
const PULL = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

function document(...Statement: PolicyDocument[]): PolicyDocument {
  return { Version: "2012-10-17", Statement };
}

function principal(account: string, kind: "user" | "role", name: string, more: Partial<Principal> = {}): [string, Principal] {
  const arn = `arn:aws:iam::${account}:${kind}/${name}`;
  return [
    principalKey(account, kind, name),
    { account, kind, name, id: `A-${name}`, arn, managed: [], policies: {}, tags: {}, createdAt: 0, ...more },
  ];
}

function world(principals: readonly [string, Principal][], policy?: PolicyDocument): World {
  const tx = new Transaction(emptyWorld());
  for (const id of [HOME, AWAY]) tx.set("accounts", id, { id, settings: {} });
  for (const [key, row] of principals) tx.set("principals", key, row);
  tx.set("repositories", repositoryKey(REGISTRY, "web"), {
    ...REGISTRY,
    name: "web",
    createdAt: 0,
    imageTagMutability: "MUTABLE",
    scanOnPush: false,
    encryption: { encryptionType: "AES256" },
    tags: {},
    ...(policy ? { policy } : {}),
  });
  return tx.world;
}

function matrix(of: World, draft?: Draft): AccessMatrix {
  return accessMatrix(of, { registry: REGISTRY, repository: "web", now: NOW, ...(draft ? { draft } : {}) });
}

/** One row as a person reads it: `✓identity ◐resource ✗`. */
function read(of: AccessMatrix, label: string): string {
  const mark = ({ verdict, half, by, changed }: AccessCell) => `${half ? "◐" : verdict === "allow" ? "✓" : "✗"}${by ?? ""}${changed ? "*" : ""}`;
  return (of.rows.find((row) => row.label === label)?.cells ?? []).map(mark).join(" ");
}

const WEB: EditTarget = { kind: "repository", registry: REGISTRY, name: "web" };
const PARTNER_PULLS = { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${AWAY}:root` }, Action: PULL };
const CI = principal(HOME, "user", "ci", { managed: ["AmazonEC2ContainerRegistryPowerUser"] });
const LIMITED = principal(HOME, "user", "anna", { managed: ["AdministratorAccess"], boundary: "AmazonEC2ContainerRegistryReadOnly" });

describe("the matrix of a repository", () => {
  test("has eight columns, users before roles, the registry's account before others", () => {
    const all = world([principal(AWAY, "role", "run"), principal(HOME, "role", "app"), CI]);
    const { columns, rows, resource } = matrix(all);
    expect(columns.map(({ group }) => group)).toEqual(["login", "pull", "pull", "push", "push", "delete", "administer", "administer"]);
    expect(rows.map(({ label }) => label)).toEqual(["user/ci", "role/app", "444455556666:role/run"]);
    expect(resource).toBe(`arn:aws:ecr:us-east-1:${HOME}:repository/web`);
  });

  test("says who allows, and what holds back", () => {
    const both = world([CI, LIMITED], document({ Effect: "Deny", Principal: "*", Action: "ecr:PutImage" }));
    expect(read(matrix(both), "user/ci")).toBe("✓identity ✓identity ✓identity ✓identity ✗resource ✗ ✗ ✗");
    expect(read(matrix(both), "user/anna")).toBe("✓identity ✓identity ✓identity ✗boundary ✗resource ✗boundary ✗boundary ✗boundary");
    expect(matrix(both).rows.map(({ note }) => note)).toEqual(["AdministratorAccess + boundary", "AmazonEC2ContainerRegistryPowerUser"]);
  });

  test("half of a cross-account access is neither a yes nor a no", () => {
    const principals = [principal(AWAY, "role", "idle"), principal(AWAY, "role", "run", { managed: ["AmazonEC2ContainerRegistryPullOnly"] })];
    const open = matrix(world(principals, document(PARTNER_PULLS)));
    expect(read(open, "444455556666:role/idle")).toBe("✗ ◐resource ◐resource ✗ ✗ ✗ ✗ ✗");
    expect(read(open, "444455556666:role/run")).toBe("✓identity ✓resource ✓resource ✗ ✗ ✗ ✗ ✗");
    expect(read(matrix(world(principals)), "444455556666:role/run")).toBe("✓identity ◐identity ◐identity ✗ ✗ ✗ ✗ ✗");
  });

  test("an account that is named and of which nobody is known has a row of its own", () => {
    const one = matrix(world([CI], document({ ...PARTNER_PULLS, Principal: { AWS: ["777788889999", `arn:aws:iam::${AWAY}:root`] } })));
    expect(one.rows.map(({ key }) => key)).toEqual([`${HOME}/user/ci`, `arn:aws:iam::${AWAY}:root`, "arn:aws:iam::777788889999:root"]);
    expect(read(one, AWAY)).toBe("✓ ◐resource ◐resource ✗ ✗ ✗ ✗ ✗");
  });
});

describe("a draft", () => {
  test("marks the cells that it changes, and keeps what they were", () => {
    const before = world([CI, principal(AWAY, "role", "run")]);
    const draft = { target: WEB, document: document(PARTNER_PULLS, { Effect: "Deny", Principal: "*", Action: "ecr:Put*" }) };
    const after = matrix(before, draft);
    expect(after.changed).toBe(3);
    expect(read(after, "user/ci")).toBe("✓identity ✓identity ✓identity ✓identity ✗resource* ✗ ✗ ✗");
    expect(read(after, "444455556666:role/run")).toBe("✗ ◐resource* ◐resource* ✗ ✗resource ✗ ✗ ✗");
    expect(after.rows[0]?.cells[4]?.before?.verdict).toBe("allow");
  });

  test("an account that only the draft names has a row", () => {
    const other = { ...PARTNER_PULLS, Principal: { AWS: "arn:aws:iam::777788889999:role/app" } };
    const after = matrix(world([CI]), { target: WEB, document: document(other) });
    expect(after.rows.at(-1)?.label).toBe("777788889999");
  });

  const arn = `arn:aws:iam::${HOME}:policy/Push`;
  const old = document({ Effect: "Allow", Action: "ecr:PutImage", Resource: "*" });
  const rich = (): World => {
    const tx = new Transaction(world([principal(HOME, "role", "ci", { policies: { push: old }, trust: old, managed: [arn] })], old));
    const times = { createdAt: 0, updatedAt: 0 };
    const versions = [
      { id: "v1", document: document(), createdAt: 0 },
      { id: "v2", document: old, createdAt: 0 },
    ];
    tx.set("managedPolicies", arn, {
      account: HOME,
      name: "Push",
      path: "/",
      id: "ANPA",
      arn,
      versions,
      defaultVersion: "v2",
      lastVersion: 2,
      tags: {},
      ...times,
    });
    tx.set("groups", `${HOME}/dev`, {
      account: HOME,
      name: "dev",
      path: "/",
      id: "AGPA",
      arn: "",
      managed: [],
      policies: { push: old },
      createdAt: 0,
    });
    tx.set("registries", `${HOME}/us-east-1`, { ...REGISTRY, policy: old });
    return tx.world;
  };
  const targets: readonly EditTarget[] = [
    WEB,
    { kind: "registry", registry: REGISTRY },
    { kind: "inline", principal: `${HOME}/role/ci`, policy: "push" },
    { kind: "group", group: `${HOME}/dev`, policy: "push" },
    { kind: "managed", arn },
    { kind: "trust", principal: `${HOME}/role/ci` },
  ];

  test.each(targets)("for %j is in force in a copy, and the world keeps the old document", (target) => {
    const before = rich();
    expect(documentOf(before, target)).toEqual(old);
    const drafted = document({ Effect: "Deny", Action: "*", Resource: "*" });
    expect(documentOf(withDraft(before, { target, document: drafted }), target)).toEqual(drafted);
    expect(documentOf(before, target)).toEqual(old);
  });

  test("for something that is not there changes nothing", () => {
    const before = world([CI]);
    const target: EditTarget = { kind: "repository", registry: REGISTRY, name: "api" };
    expect(documentOf(before, target)).toBeUndefined();
    expect(withDraft(before, { target, document: old })).toBe(before);
  });
});

test("twenty principals by eight actions, with and without a draft, take less than a frame", () => {
  const principals = Array.from({ length: 20 }, (_, n) =>
    principal(HOME, n % 2 === 0 ? "user" : "role", `p${n}`, {
      managed: ["AmazonEC2ContainerRegistryPowerUser", "AmazonEC2ContainerRegistryPullOnly"],
      policies: Object.fromEntries(
        Array.from({ length: 6 }, (_, i) => [`i${i}`, document({ Effect: "Allow", Action: `ecr:P*${i}`, Resource: "*" })]),
      ),
      boundary: "AmazonEC2ContainerRegistryFullAccess",
    }),
  );
  const before = world(principals, document(PARTNER_PULLS));
  const once = () => {
    const started = performance.now();
    // A new document each time, as with every key that is typed.
    const { rows } = matrix(before, { target: WEB, document: document(PARTNER_PULLS, { Effect: "Deny", Principal: "*", Action: "ecr:PutImage" }) });
    expect(rows).toHaveLength(21);
    expect(rows[0]?.cells).toHaveLength(ACCESS_COLUMNS.length);
    return performance.now() - started;
  };
  // The least of many: what the machine does beside is not the matrix's.
  const least = Math.min(...Array.from({ length: 40 }, once));
  console.info(`matrix of 20 by 8 with a draft: ${least.toFixed(1)} ms`);
  expect(least).toBeLessThan(16);
});

/** A small cloud for tests: two accounts, a user who may do everything, one who may pull but not push, one who may nothing. */

import { sign } from "../http/sigv4/index.ts";
import { text, utf8 } from "../kernel/bytes.ts";
import type { Handle, HttpResponse } from "../kernel/exchange.ts";
import type { Hasher } from "../kernel/hash.ts";
import { META, principalKey } from "../world/keys.ts";
import { memoryBlobs } from "../world/memory-blobs.ts";
import { Store } from "../world/store.ts";
import type { AccessKey, Principal } from "../world/tables.ts";
import { emptyWorld, Transaction, type World } from "../world/world.ts";
import { awsAddresses } from "./addresses.ts";
import { type CloudOptions, createCloud } from "./index.ts";

export const ACCOUNT = "111122223333";
export const OTHER_ACCOUNT = "444455556666";
export const REGION = "us-east-1";
/** Epoch milliseconds of 2026-11-23T08:00:00Z. */
export const START = Date.UTC(2026, 10, 23, 8);

export interface TestKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export const LEARNER: TestKey = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };
export const PULLER: TestKey = { accessKeyId: "AKIAI44QH8DHBEXAMPLE", secretAccessKey: "je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY" };
export const NOBODY: TestKey = { accessKeyId: "AKIAIOSFODNN7NOBODYS", secretAccessKey: "nobodyrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE" };
export const STRANGER: TestKey = { accessKeyId: "AKIAIOSFODNN7STRANGE", secretAccessKey: "strangerUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEK" };

interface TestUser {
  readonly account: string;
  readonly name: string;
  readonly managed: readonly string[];
  readonly key: TestKey;
}

const USERS: readonly TestUser[] = [
  { account: ACCOUNT, name: "learner", managed: ["AdministratorAccess"], key: LEARNER },
  { account: ACCOUNT, name: "puller", managed: ["AmazonEC2ContainerRegistryReadOnly"], key: PULLER },
  { account: ACCOUNT, name: "nobody", managed: [], key: NOBODY },
  { account: OTHER_ACCOUNT, name: "stranger", managed: ["AdministratorAccess"], key: STRANGER },
];

function testWorld(): World {
  const tx = new Transaction(emptyWorld());
  tx.set("meta", META, {
    schema: 1,
    now: START,
    offset: 0,
    seed: "test",
    counter: 0,
    command: 0,
    sealingKey: "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
    account: ACCOUNT,
    region: REGION,
    cli: 2,
    preset: "test",
  });
  for (const id of [ACCOUNT, OTHER_ACCOUNT]) tx.set("accounts", id, { id, settings: {} });
  USERS.forEach(({ account, name, managed, key }, index) => {
    const principal = principalKey(account, "user", name);
    const row: Principal = {
      account,
      kind: "user",
      name,
      id: `AIDATESTUSER00000000${index}`,
      arn: `arn:aws:iam::${account}:user/${name}`,
      managed,
      policies: {},
      tags: {},
      createdAt: START,
    };
    tx.set("principals", principal, row);
    const accessKey: AccessKey = { id: key.accessKeyId, secret: key.secretAccessKey, status: "Active", principal };
    tx.set("accessKeys", key.accessKeyId, accessKey);
  });
  return tx.world;
}

export interface Answer {
  readonly status: number;
  readonly headers: HttpResponse["headers"];
  /** Parsed JSON. */
  readonly json: Readonly<Record<string, unknown>>;
}

export interface TestCloud {
  readonly store: Store;
  readonly options: CloudOptions;
  readonly handle: Handle;
  /** Calls an ECR operation as the AWS CLI would. */
  ecr(operation: string, input?: unknown, key?: TestKey, region?: string): Promise<Answer>;
  /** Moves virtual (and transport) time. */
  pass(milliseconds: number): void;
}

/** Calls ECR operations through a door. */
export function callEcr(handle: Handle, store: Store): TestCloud["ecr"] {
  return async (operation, input = {}, key = LEARNER, region = REGION) => {
    const body = typeof input === "string" ? utf8(input) : utf8(JSON.stringify(input));
    const url = `https://api.ecr.${region}.amazonaws.com/`;
    const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": `AmazonEC2ContainerRegistry_V20150921.${operation}` };
    const request = { method: "POST", url, headers, body };
    const signed = sign(request, { hasher: store.hasher, credentials: key, region, service: "ecr", now: store.now() });
    const response = await handle({ ...request, headers: signed });
    return { status: response.status, headers: response.headers, json: JSON.parse(text(response.body as Uint8Array)) as Answer["json"] };
  };
}

/** `hasher` is the platform's; tests run on Node. Faults of the simulator are thrown. */
export function testCloud(hasher: Hasher): TestCloud {
  const store = new Store(testWorld(), { hasher });
  const options: CloudOptions = {
    store,
    blobs: memoryBlobs(hasher),
    hasher,
    transportNow: () => store.now(),
    addresses: awsAddresses(),
    settled: async () => {},
    onFault(error) {
      throw error;
    },
  };
  const handle = createCloud(options);
  return {
    store,
    options,
    handle,
    ecr: callEcr(handle, store),
    pass(milliseconds) {
      store.change(({ tx }) => tx.update("meta", META, { now: store.now() + milliseconds }));
    },
  };
}

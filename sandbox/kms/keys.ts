/** Keys: how they come to be, what they are, whether they may be used, and how they go. */
import type { JsonOperation, JsonScope } from "../http/json/service.ts";
import type { Values } from "../http/json/values.ts";
import { cancelDeletion, defaultKeyPolicy, keyArn, keysOf, materialId, scheduleDeletion } from "../world/kms.ts";
import type { KmsKey } from "../world/tables.ts";
import { kmsErrors } from "./errors.ts";
import { customers, keyOf, lasting, pageOf, writeKey } from "./lookup.ts";
import { acceptPolicy } from "./policies.ts";
import { tagsFrom } from "./tags.ts";

const DAY = 86_400_000;
const USUAL_DAYS = 30;
const USUAL_PAGE = 100;

function metadata(key: KmsKey, { hasher }: JsonScope): Values {
  return {
    AWSAccountId: key.account,
    KeyId: key.id,
    Arn: key.arn,
    CreationDate: key.createdAt / 1000,
    Enabled: key.state === "Enabled",
    Description: key.description,
    KeyUsage: "ENCRYPT_DECRYPT",
    KeyState: key.state,
    ...(key.deletesAt === undefined ? {} : { DeletionDate: key.deletesAt / 1000 }),
    Origin: "AWS_KMS",
    KeyManager: key.manager ?? "CUSTOMER",
    CustomerMasterKeySpec: "SYMMETRIC_DEFAULT",
    KeySpec: "SYMMETRIC_DEFAULT",
    EncryptionAlgorithms: ["SYMMETRIC_DEFAULT"],
    MultiRegion: false,
    CurrentKeyMaterialId: materialId(hasher, key.arn),
  };
}

/** What a symmetric key of one Region with KMS's own material is not. */
function refuseOtherKinds({ KeySpec, CustomerMasterKeySpec, KeyUsage = "ENCRYPT_DECRYPT", Origin = "AWS_KMS", MultiRegion = false }: Values): void {
  if (KeySpec !== undefined && CustomerMasterKeySpec !== undefined)
    throw kmsErrors.invalid("You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated."); // (unverified)
  const spec = KeySpec ?? CustomerMasterKeySpec ?? "SYMMETRIC_DEFAULT";
  if (spec !== "SYMMETRIC_DEFAULT") throw kmsErrors.lacks(`keys of the specification ${String(spec)}`);
  if (KeyUsage !== "ENCRYPT_DECRYPT") throw kmsErrors.invalid(`KeyUsage ${String(KeyUsage)} is not compatible with KeySpec SYMMETRIC_DEFAULT`); // (unverified)
  if (Origin !== "AWS_KMS") throw kmsErrors.lacks(`keys of the origin ${String(Origin)}`);
  if (MultiRegion === true) throw kmsErrors.lacks("multi-Region keys");
}

function createKey(input: Values, scope: JsonScope): Values {
  const { place, ids, now, identified } = scope;
  refuseOtherKinds(input);
  const id = ids.uuid();
  const key: KmsKey = {
    account: place.account,
    region: place.region,
    id,
    arn: keyArn(place, id),
    description: String(input.Description ?? ""),
    state: "Enabled",
    policy: defaultKeyPolicy(identified.caller.account),
    aliases: [],
    tags: tagsFrom({}, input.Tags),
    createdAt: now,
  };
  writeKey(scope, key);
  if (input.Policy !== undefined) writeKey(scope, { ...key, policy: acceptPolicy(key, input, scope) });
  return { KeyMetadata: metadata(key, scope) };
}

function describeKey(input: Values, scope: JsonScope): Values {
  return { KeyMetadata: metadata(keyOf(scope, input), scope) };
}

function listKeys(input: Values, { tx, place }: JsonScope): Values {
  const { page, next } = pageOf([...keysOf(tx.world, place)], input, USUAL_PAGE);
  return { Keys: page.map(([, { id, arn }]) => ({ KeyId: id, KeyArn: arn })), ...next };
}

function turn(state: "Enabled" | "Disabled"): JsonOperation {
  return (input, scope) => {
    writeKey(scope, { ...lasting(customers(keyOf(scope, input))), state });
    return {};
  };
}

function scheduleKeyDeletion(input: Values, scope: JsonScope): Values {
  const key = lasting(customers(keyOf(scope, input)));
  const days = typeof input.PendingWindowInDays === "number" ? input.PendingWindowInDays : USUAL_DAYS;
  const deletesAt = scope.now + days * DAY;
  scheduleDeletion(scope.tx, key, deletesAt);
  return { KeyId: key.arn, DeletionDate: deletesAt / 1000, KeyState: "PendingDeletion", PendingWindowInDays: days };
}

/** The key is disabled afterwards. */
function cancelKeyDeletion(input: Values, scope: JsonScope): Values {
  const key = keyOf(scope, input);
  if (key.state !== "PendingDeletion") throw kmsErrors.notPending(key.arn);
  cancelDeletion(scope.tx, key);
  return { KeyId: key.arn };
}

function updateKeyDescription(input: Values, scope: JsonScope): Values {
  writeKey(scope, { ...lasting(customers(keyOf(scope, input))), description: String(input.Description) });
  return {};
}

export const KEY_OPERATIONS: readonly (readonly [string, JsonOperation])[] = [
  ["CreateKey", createKey],
  ["DescribeKey", describeKey],
  ["ListKeys", listKeys],
  ["EnableKey", turn("Enabled")],
  ["DisableKey", turn("Disabled")],
  ["ScheduleKeyDeletion", scheduleKeyDeletion],
  ["CancelKeyDeletion", cancelKeyDeletion],
  ["UpdateKeyDescription", updateKeyDescription],
];

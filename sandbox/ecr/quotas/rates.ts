/**
 * Rates at which ECR takes requests (user guide, "Amazon ECR service quotas"). A registry has them when its world says so: in virtual
 * time a whole push happens at one moment, and a server for real clients should be as fast as it can.
 */
import { ServiceError } from "../../http/errors/service-error.ts";
import { type RegistryId, registryKey } from "../../world/keys.ts";
import type { Store } from "../../world/store.ts";
import type { OperationName } from "../model/index.ts";

/** Requests a second of an account in a Region, by operation. */
export const RATES: Partial<Readonly<Record<OperationName, number>>> = {
  GetAuthorizationToken: 500,
  BatchCheckLayerAvailability: 1_000,
  InitiateLayerUpload: 100,
  CompleteLayerUpload: 100,
  UploadLayerPart: 500,
  PutImage: 10,
  BatchGetImage: 2_000,
  GetDownloadUrlForLayer: 3_000,
};

interface Bucket {
  readonly tokens: number;
  /** Epoch milliseconds of virtual time. */
  readonly at: number;
}

/** How full each bucket is, by account, Region and operation. It is no part of the world: a forgotten bucket is a full one. */
const buckets = new WeakMap<Store, Map<string, Bucket>>();

/**
 * Takes a token of the operation's bucket, which holds what is allowed in one second and fills again evenly (user guide,
 * "Troubleshooting Amazon ECR error messages"). Throws `ServiceError` when there is none.
 */
export function takeToken(store: Store, registry: RegistryId, operation: OperationName): void {
  const throttle = store.world.registries.get(registryKey(registry))?.throttles?.[operation];
  if (throttle === undefined) return;
  const { rate, burst } = throttle;
  const all = buckets.get(store) ?? new Map<string, Bucket>();
  buckets.set(store, all);
  const key = `${registryKey(registry)} ${operation}`;
  const now = store.now();
  const { tokens, at } = all.get(key) ?? { tokens: burst, at: now };
  // After an undo the time may lie before the last request: then nothing is known of the bucket.
  const full = now < at ? burst : Math.min(burst, tokens + ((now - at) / 1000) * rate);
  if (full < 1) throw new ServiceError("ThrottlingException", "Rate exceeded");
  all.set(key, { tokens: full - 1, at: now });
}

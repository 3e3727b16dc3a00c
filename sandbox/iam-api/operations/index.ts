/** Every operation of IAM that the sandbox has, by name. */

import type { IamOperation } from "../operation.ts";
import { SIMULATION } from "../simulate/index.ts";
import { ACCESS_KEYS } from "./access-keys.ts";
import { ACCOUNT } from "./account.ts";
import { ATTACHMENTS } from "./attachments.ts";
import { BOUNDARIES } from "./boundaries.ts";
import { GROUPS } from "./groups.ts";
import { IDENTITY_PROVIDERS } from "./identity-providers.ts";
import { INLINE } from "./inline.ts";
import { POLICIES } from "./policies.ts";
import { POLICY_VERSIONS } from "./policy-versions.ts";
import { ROLES } from "./roles.ts";
import { TAGGING } from "./tagging.ts";
import { USERS } from "./users.ts";

const ALL: readonly IamOperation[] = [
  ...USERS,
  ...GROUPS,
  ...ROLES,
  ...ACCESS_KEYS,
  ...POLICIES,
  ...POLICY_VERSIONS,
  ...ATTACHMENTS,
  ...INLINE,
  ...BOUNDARIES,
  ...TAGGING,
  ...IDENTITY_PROVIDERS,
  ...ACCOUNT,
  ...SIMULATION,
];

export const OPERATIONS: ReadonlyMap<string, IamOperation> = new Map(ALL.map((one) => [one.name, one]));

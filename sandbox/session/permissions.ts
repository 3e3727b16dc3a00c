/** The tables that permissions are decided from, as one plain value. */
import { META } from "../world/keys.ts";
import { SCHEMA, type Snapshot } from "../world/snapshot.ts";
import { metaOf } from "../world/store.ts";
import type { Table } from "../world/tables.ts";
import type { World } from "../world/world.ts";

const TABLES: readonly Table[] = [
  "accounts",
  "principals",
  "groups",
  "managedPolicies",
  "identityProviders",
  "kmsKeys",
  "registries",
  "repositories",
];

/** No image is among it and no key, so it is small and may cross to the page. */
export function permissionsOf(world: World): Snapshot {
  const tables = Object.fromEntries(TABLES.map((table) => [table, [...world[table].entries()]]));
  return { schema: SCHEMA, tables: { ...tables, meta: [[META, { ...metaOf(world), sealingKey: "" }]] } };
}

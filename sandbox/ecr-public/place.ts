/** Where public things are: the account's one public registry, its alias, and the names and ARNs of what it holds. */
import type { Addresses } from "../cloud/service.ts";
import type { Ids } from "../kernel/ids.ts";
import { PUBLIC_REGION, type RegistryId } from "../world/keys.ts";
import type { PublicRegistry } from "../world/tables.ts";
import type { Transaction, World } from "../world/world.ts";
import { publicErrors } from "./errors.ts";

/** The Region of the API, and of every request to it that IAM is asked about. */
export const HOME_REGION = "us-east-1";

export function publicPlace(account: string): RegistryId {
  return { account, region: PUBLIC_REGION };
}

/** Key of a row of `publicCatalog`. */
export function catalogKey(account: string, name: string): string {
  return `${account}/${name}`;
}

export function publicRepositoryArn(account: string, name: string): string {
  return `arn:aws:ecr-public::${account}:repository/${name}`;
}

export function publicRegistryArn(account: string): string {
  return `arn:aws:ecr-public::${account}:registry/${account}`;
}

const REPOSITORY_ARN = /^arn:aws:ecr-public::([0-9]{12}):repository\/(.+)$/;

export function parsePublicArn(arn: string): { readonly account: string; readonly name: string } | undefined {
  const [, account, name] = REPOSITORY_ARN.exec(arn) ?? [];
  return account && name ? { account, name } : undefined;
}

/** `public.ecr.aws/p8v8e7e5`, to which `/NAME` is added. */
export function publicUri(addresses: Addresses, { account, alias }: PublicRegistry): string {
  return `${addresses.registryHost(account, PUBLIC_REGION)}/${alias}`;
}

/** The account whose registry has that alias. */
export function accountOfAlias(world: World, alias: string): string | undefined {
  for (const { account, alias: own } of world.publicRegistries.values()) if (own === alias) return account;
  return undefined;
}

/** The account that a `registryId` means: its number, or where something is written also its alias. Throws RegistryNotFoundException. */
export function accountNamed(world: World, registryId: unknown, caller: string): string {
  if (typeof registryId !== "string") return caller;
  const account = /^[0-9]{12}$/.test(registryId) ? registryId : accountOfAlias(world, registryId);
  if (account === undefined) throw publicErrors.noRegistry(registryId);
  return account;
}

/** Eight characters, letters and digits in turn, as AWS's default aliases are: `p8v8e7e5`. */
function freshAlias(ids: Ids): string {
  return ids.hex(16).replace(/../g, (pair, at: number) => {
    const value = Number.parseInt(pair, 16);
    return at % 4 === 0 ? String.fromCharCode(97 + (value % 26)) : String(value % 10);
  });
}

/** The account's registry; it comes to be, with its alias, when its first repository does (user guide, "Amazon ECR public registries"). */
export function registryFor(tx: Transaction, account: string, { now, ids }: { readonly now: number; readonly ids: Ids }): PublicRegistry {
  const there = tx.get("publicRegistries", account);
  if (there?.alias) return there;
  let alias = freshAlias(ids);
  while (accountOfAlias(tx.world, alias) !== undefined) alias = freshAlias(ids);
  const row: PublicRegistry = { ...there, account, alias, createdAt: now };
  tx.set("publicRegistries", account, row);
  return row;
}

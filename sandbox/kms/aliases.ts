/** Names of keys: one key may have several, and a name may be turned to another key. */
import type { JsonOperation, JsonScope } from "../http/json/service.ts";
import type { Values } from "../http/json/values.ts";
import { aliasArn, holderOf, keysOf, missing } from "../world/kms.ts";
import type { KmsKey } from "../world/tables.ts";
import { kmsErrors } from "./errors.ts";
import { customers, keyNamed, lasting, pageOf, writeKey } from "./lookup.ts";

const USUAL_PAGE = 50;

/** Refuses what no customer may call a key. */
function aliasFrom({ AliasName }: Values): string {
  const alias = String(AliasName);
  if (!alias.startsWith("alias/")) throw kmsErrors.badAlias();
  if (alias.startsWith("alias/aws/")) throw kmsErrors.reservedAlias();
  if (alias.includes(":")) throw kmsErrors.invalid(`${alias} contains invalid characters for an alias`);
  return alias;
}

function targetOf({ tx, place }: JsonScope, { TargetKeyId }: Values): KmsKey {
  const named = String(TargetKeyId);
  if (/(?:^|:)alias\//.test(named)) throw kmsErrors.invalid("Aliases must refer to keys. Not aliases");
  return lasting(customers(keyNamed(tx.world, place, named)));
}

function holder({ tx, place }: JsonScope, alias: string): KmsKey {
  const key = holderOf(tx.world, place, alias);
  if (!key) throw kmsErrors.trouble(missing(place, alias));
  return key;
}

function withAlias(key: KmsKey, alias: string, times: NonNullable<KmsKey["aliasTimes"]>[string]): KmsKey {
  return { ...key, aliases: [...key.aliases, alias].sort(), aliasTimes: { ...key.aliasTimes, [alias]: times } };
}

function withoutAlias(key: KmsKey, alias: string): KmsKey {
  const { [alias]: _, ...aliasTimes } = key.aliasTimes ?? {};
  return { ...key, aliases: key.aliases.filter((name) => name !== alias), aliasTimes };
}

function createAlias(input: Values, scope: JsonScope): Values {
  const alias = aliasFrom(input);
  const key = targetOf(scope, input);
  if (holderOf(scope.tx.world, scope.place, alias)) throw kmsErrors.aliasExists(aliasArn(scope.place, alias));
  writeKey(scope, withAlias(key, alias, { createdAt: scope.now, updatedAt: scope.now }));
  return {};
}

function updateAlias(input: Values, scope: JsonScope): Values {
  const alias = aliasFrom(input);
  const before = holder(scope, alias);
  const target = targetOf(scope, input);
  const createdAt = before.aliasTimes?.[alias]?.createdAt ?? before.createdAt;
  const bare = withoutAlias(before, alias);
  writeKey(scope, bare);
  writeKey(scope, withAlias(target.arn === bare.arn ? bare : target, alias, { createdAt, updatedAt: scope.now }));
  return {};
}

function deleteAlias(input: Values, scope: JsonScope): Values {
  const alias = aliasFrom(input);
  writeKey(scope, withoutAlias(holder(scope, alias), alias));
  return {};
}

function listAliases(input: Values, { tx, place }: JsonScope): Values {
  const only = input.KeyId === undefined ? undefined : keyNamed(tx.world, place, String(input.KeyId)).arn;
  const entries = [...keysOf(tx.world, place)]
    .filter(([, { arn }]) => only === undefined || arn === only)
    .flatMap(([, key]) => key.aliases.map((alias) => ({ alias, key })))
    .sort((a, b) => (a.alias < b.alias ? -1 : 1));
  const { page, next } = pageOf(entries, input, USUAL_PAGE);
  return {
    Aliases: page.map(({ alias, key }) => {
      const { createdAt, updatedAt } = key.aliasTimes?.[alias] ?? { createdAt: key.createdAt, updatedAt: key.createdAt };
      return {
        AliasName: alias,
        AliasArn: aliasArn(place, alias),
        TargetKeyId: key.id,
        CreationDate: createdAt / 1000,
        LastUpdatedDate: updatedAt / 1000,
      };
    }),
    ...next,
  };
}

export const ALIAS_OPERATIONS: readonly (readonly [string, JsonOperation])[] = [
  ["CreateAlias", createAlias],
  ["UpdateAlias", updateAlias],
  ["DeleteAlias", deleteAlias],
  ["ListAliases", listAliases],
];

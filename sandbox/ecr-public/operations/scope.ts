/** What the operations have in common: the public registry that was meant, its repositories, and ECR's own operations run on them. */
import { type Found, findRepository } from "../../ecr/common/lookup.ts";
import type { Input, OperationName, Output } from "../../ecr/model/index.ts";
import type { Operation, Refuse } from "../../ecr/operation.ts";
import { refusal } from "../../ecr/refusals.ts";
import type { JsonScope } from "../../http/json/service.ts";
import type { Values } from "../../http/json/values.ts";
import type { RegistryId } from "../../world/keys.ts";
import { accountNamed, publicPlace } from "../place.ts";

/** The registry that `registryId` names, else the caller's own. */
export function placeOf({ registryId }: Values, { tx, place }: JsonScope): RegistryId {
  return publicPlace(accountNamed(tx.world, registryId, place.account));
}

/** Throws RepositoryNotFoundException. */
export function foundRepository(input: Values, scope: JsonScope): Found {
  const place = placeOf(input, scope);
  const name = String(input.repositoryName);
  const found = findRepository(scope.tx, place, name);
  if (!found) throw refusal("RepositoryNotFoundException", { repository: name, account: place.account });
  return found;
}

/** Runs an operation of private ECR, one that needs no preparation, on a public registry. */
export function runOfEcr<N extends OperationName>({ handler }: Operation<N>, input: Values, scope: JsonScope): Output<N> & Values {
  if (typeof handler !== "function") throw new Error("an operation that reads or writes blobs needs `invoke`");
  const { tx, now, ids, hasher, identified } = scope;
  const output: Output<N> = handler(input as Input<N>, {
    ...{ tx, now, ids, hasher },
    transportNow: identified.context.transportNow(),
    caller: identified.caller,
    registry: placeOf(input, scope),
    addresses: identified.context.addresses,
    refuse: refusal as Refuse<N>,
  });
  return output as Output<N> & Values;
}

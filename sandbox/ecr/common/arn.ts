/** Names of repositories in ARNs and addresses. */
import type { Addresses } from "../../cloud/service.ts";
import type { RegistryId } from "../../world/keys.ts";

export function repositoryArn({ account, region }: RegistryId, name: string): string {
  return `arn:aws:ecr:${region}:${account}:repository/${name}`;
}

const ARN = /^arn:aws:ecr:([a-z0-9-]{2,25}):([0-9]{12}):repository\/(.+)$/;

export function parseRepositoryArn(arn: string): { readonly registry: RegistryId; readonly name: string } | undefined {
  const [, region, account, name] = ARN.exec(arn) ?? [];
  return region && account && name ? { registry: { account, region }, name } : undefined;
}

export function repositoryUri(addresses: Addresses, { account, region }: RegistryId, name: string): string {
  return `${addresses.registryHost(account, region)}/${name}`;
}

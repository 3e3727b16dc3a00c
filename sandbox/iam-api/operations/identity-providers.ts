/** OpenID Connect providers that an account trusts. */
import type { IdentityProvider } from "../../world/tables.ts";
import { aboutAll, aboutProvider, tagsOfRequest } from "../asks.ts";
import { iamError } from "../errors.ts";
import { providersOf, seconds } from "../find.ts";
import { operation, type Scope, silent, type Where } from "../operation.ts";
import { tagList, withoutTags, withTags } from "../tags.ts";
import { tagPage } from "./tagging.ts";

function plainUrl(url: string): string {
  return url.replace(/^https:\/\//i, "").replace(/\/$/, "");
}

function arnOfUrl(account: string, url: string): string {
  return `arn:aws:iam::${account}:oidc-provider/${plainUrl(url)}`;
}

function providerOf({ world, account }: Where, arn: string): IdentityProvider {
  const row = world.identityProviders.get(arn);
  if (row?.account !== account) throw iamError("NoSuchEntity", `OpenIDConnect Provider not found for arn ${arn}`);
  return row;
}

/** Thumbprint that IAM fetches itself where none is given: here one made from the name. */
function thumbprint({ hasher }: Scope, url: string): string {
  return [...hasher.sha256(new TextEncoder().encode(url))]
    .slice(0, 20)
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}

const create = operation(
  "CreateOpenIDConnectProvider",
  ({ Url, Tags }, { account }) => [{ resource: arnOfUrl(account, Url), more: tagsOfRequest(Tags) }],
  ({ Url, ClientIDList, ThumbprintList, Tags }, scope) => {
    const { tx, account, now } = scope;
    if (!/^https:\/\/[^\s/?#]+\.[^\s/?#]+(?:\/[^\s?#]*)?$/i.test(Url)) throw iamError("ValidationError", "Invalid Open ID Connect Provider URL");
    for (const print of ThumbprintList ?? []) {
      if (print.length !== 40) {
        throw iamError(
          "ValidationError",
          `1 validation error detected: Value '[${(ThumbprintList ?? []).join(", ")}]' at 'thumbprintList' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 40, Member must have length greater than or equal to 40]`,
        );
      }
    }
    const arn = arnOfUrl(account, Url);
    if (tx.get("identityProviders", arn)) throw iamError("EntityAlreadyExists", `Provider with url ${Url} already exists.`);
    const tags = withTags({}, Tags);
    const row: IdentityProvider = {
      account,
      arn,
      url: plainUrl(Url),
      clientIds: [...new Set(ClientIDList ?? [])],
      thumbprints: ThumbprintList?.length ? [...ThumbprintList] : [thumbprint(scope, Url)],
      tags,
      createdAt: now,
    };
    tx.set("identityProviders", arn, row);
    return { OpenIDConnectProviderArn: arn, ...(Tags?.length ? { Tags: tagList(tags) } : {}) };
  },
);

const get = operation(
  "GetOpenIDConnectProvider",
  ({ OpenIDConnectProviderArn }, where) => aboutProvider(where, OpenIDConnectProviderArn),
  ({ OpenIDConnectProviderArn }, scope) => {
    const { url, clientIds, thumbprints, createdAt, tags } = providerOf(scope, OpenIDConnectProviderArn);
    return { Url: url, ClientIDList: clientIds, ThumbprintList: thumbprints, CreateDate: seconds(createdAt), Tags: tagList(tags) };
  },
);

const list = operation("ListOpenIDConnectProviders", aboutAll, (_, { world, account }) => ({
  OpenIDConnectProviderList: providersOf(world, account).map(({ arn }) => ({ Arn: arn })),
}));

/** A provider that is not there is deleted like one that is (IAM API Reference, DeleteOpenIDConnectProvider). */
const remove = silent(
  "DeleteOpenIDConnectProvider",
  ({ OpenIDConnectProviderArn }, where) => aboutProvider(where, OpenIDConnectProviderArn),
  ({ OpenIDConnectProviderArn: arn }, { tx, account }) => {
    if (tx.get("identityProviders", arn)?.account === account) tx.delete("identityProviders", arn);
  },
);

const addClient = silent(
  "AddClientIDToOpenIDConnectProvider",
  ({ OpenIDConnectProviderArn }, where) => aboutProvider(where, OpenIDConnectProviderArn),
  ({ OpenIDConnectProviderArn, ClientID }, scope) => {
    const { arn, clientIds } = providerOf(scope, OpenIDConnectProviderArn);
    scope.tx.update("identityProviders", arn, { clientIds: [...new Set([...clientIds, ClientID])] });
  },
);

const removeClient = silent(
  "RemoveClientIDFromOpenIDConnectProvider",
  ({ OpenIDConnectProviderArn }, where) => aboutProvider(where, OpenIDConnectProviderArn),
  ({ OpenIDConnectProviderArn, ClientID }, scope) => {
    const { arn, clientIds } = providerOf(scope, OpenIDConnectProviderArn);
    scope.tx.update("identityProviders", arn, { clientIds: clientIds.filter((id) => id !== ClientID) });
  },
);

const setThumbprints = silent(
  "UpdateOpenIDConnectProviderThumbprint",
  ({ OpenIDConnectProviderArn }, where) => aboutProvider(where, OpenIDConnectProviderArn),
  ({ OpenIDConnectProviderArn, ThumbprintList }, scope) => {
    scope.tx.update("identityProviders", providerOf(scope, OpenIDConnectProviderArn).arn, { thumbprints: ThumbprintList });
  },
);

const TAGS = [
  silent(
    "TagOpenIDConnectProvider",
    ({ OpenIDConnectProviderArn, Tags }, where) => aboutProvider(where, OpenIDConnectProviderArn, tagsOfRequest(Tags)),
    ({ OpenIDConnectProviderArn, Tags }, scope) => {
      const { arn, tags } = providerOf(scope, OpenIDConnectProviderArn);
      scope.tx.update("identityProviders", arn, { tags: withTags(tags, Tags) });
    },
  ),
  silent(
    "UntagOpenIDConnectProvider",
    ({ OpenIDConnectProviderArn, TagKeys }, where) => aboutProvider(where, OpenIDConnectProviderArn, tagsOfRequest(undefined, TagKeys)),
    ({ OpenIDConnectProviderArn, TagKeys }, scope) => {
      const { arn, tags } = providerOf(scope, OpenIDConnectProviderArn);
      scope.tx.update("identityProviders", arn, { tags: withoutTags(tags, TagKeys) });
    },
  ),
  operation(
    "ListOpenIDConnectProviderTags",
    ({ OpenIDConnectProviderArn }, where) => aboutProvider(where, OpenIDConnectProviderArn),
    (input, scope) => tagPage(providerOf(scope, input.OpenIDConnectProviderArn).tags, input),
  ),
];

export const IDENTITY_PROVIDERS = [create, get, list, remove, addClient, removeClient, setThumbprints, ...TAGS];

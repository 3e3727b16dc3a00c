/** What the public gallery shows: of a registry its display name, of a repository its texts and its logo. */
import type { JsonOperation, JsonScope } from "../../http/json/service.ts";
import type { Values } from "../../http/json/values.ts";
import type { PublicCatalogData } from "../../world/tables.ts";
import { publicErrors } from "../errors.ts";
import { catalogKey } from "../place.ts";
import { foundRepository } from "./scope.ts";

const TEXTS = ["description", "aboutText", "usageText", "architectures", "operatingSystems"] as const;

/** Where AWS serves the pictures; nothing in the sandbox answers there. */
const LOGOS = "https://d3g9o9u8re44ak.cloudfront.net/logo";

/** Replaces the repository's catalog data; a logo that is not given again goes. */
export function keepCatalog({ tx, ids }: JsonScope, account: string, name: string, given: Values): PublicCatalogData {
  const row = {
    account,
    name,
    ...Object.fromEntries(TEXTS.flatMap((member) => (given[member] === undefined ? [] : [[member, given[member]]]))),
    ...(given.logoImageBlob === undefined ? {} : { logoUrl: `${LOGOS}/${ids.uuid()}/${ids.uuid()}.png` }),
  } as PublicCatalogData;
  tx.set("publicCatalog", catalogKey(account, name), row);
  return row;
}

/** In the order of the model. */
export function describeCatalog({ description, architectures, operatingSystems, logoUrl, aboutText, usageText }: PublicCatalogData): Values {
  const members = { description, architectures, operatingSystems, logoUrl, aboutText, usageText };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

/** API_PutRepositoryCatalogData. */
export const putRepositoryCatalogData: JsonOperation = (input, scope) => {
  const { row } = foundRepository(input, scope);
  return { catalogData: describeCatalog(keepCatalog(scope, row.account, row.name, input.catalogData as Values)) };
};

/** API_GetRepositoryCatalogData. */
export const getRepositoryCatalogData: JsonOperation = (input, scope) => {
  const { row } = foundRepository(input, scope);
  const catalog = scope.tx.get("publicCatalog", catalogKey(row.account, row.name));
  if (!catalog) throw publicErrors.noCatalogData(row.name, row.account);
  return { catalogData: describeCatalog(catalog) };
};

/** API_PutRegistryCatalogData. A registry without repositories has no alias yet. */
export const putRegistryCatalogData: JsonOperation = ({ displayName }, { tx, now, place: { account } }) => {
  const { displayName: _, ...row } = tx.get("publicRegistries", account) ?? { account, alias: "", createdAt: now, displayName: undefined };
  const named = typeof displayName === "string" ? { displayName } : {};
  tx.set("publicRegistries", account, { ...row, ...named });
  return { registryCatalogData: named };
};

/** API_GetRegistryCatalogData. */
export const getRegistryCatalogData: JsonOperation = (_, { tx, place }) => {
  const displayName = tx.get("publicRegistries", place.account)?.displayName;
  return { registryCatalogData: displayName === undefined ? {} : { displayName } };
};

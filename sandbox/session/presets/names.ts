/** How patches name things that may lie in another account: `user/anna`, `444455556666:role/run`, `444455556666:eu-west-1:web/api`. */
import { principalKey, repositoryKey } from "../../world/keys.ts";
import { BadWorld } from "./grammar.ts";

export interface Home {
  readonly account: string;
  readonly region: string;
  /** Key of the principal that is meant by `me`. */
  readonly me: string;
}

const PRINCIPAL = /^(?:(\d{12}):)?(?:(root)|(user|role)\/([\w+=,.@/-]+))$/;

export interface PrincipalName {
  readonly account: string;
  readonly kind: "root" | "user" | "role";
  readonly name: string;
  readonly key: string;
}

/** The principal that a patch means, by its row key. `me` needs `home.me`. */
export function principalName(written: string, home: Home): PrincipalName {
  const text = written === "me" ? home.me : written;
  const match = PRINCIPAL.exec(text) ?? PRINCIPAL.exec(text.replace("/", ":"));
  if (!match) throw new BadWorld(`"${written}" is no principal: write user/anna, role/ci-push or 444455556666:role/run`);
  const account = match[1] ?? home.account;
  const kind = match[2] ? "root" : (match[3] as "user" | "role");
  const name = match[4] ?? "";
  return { account, kind, name, key: principalKey(account, kind, name) };
}

const REPOSITORY = /^(?:(\d{12}):)?(?:([a-z]{2}(?:-[a-z]+)+-\d):)?(.+)$/;

/** Row key of the repository that a patch means, and its parts. */
export function repositoryName(written: string, home: Home): { account: string; region: string; name: string; key: string } {
  const match = REPOSITORY.exec(written);
  const account = match?.[1] ?? home.account;
  const region = match?.[2] ?? home.region;
  const name = match?.[3] ?? written;
  return { account, region, name, key: repositoryKey({ account, region }, name) };
}

/** A name that belongs to an account as a whole: `developers`, `444455556666:developers`. */
export function elsewhere(written: string, home: Home): { readonly account: string; readonly name: string } {
  const match = /^(\d{12}):(.+)$/.exec(written);
  return { account: match?.[1] ?? home.account, name: match?.[2] ?? written };
}

/**
 * Grants of KMS keys as policies: a grant is an Allow on one key for one principal (KMS Developer Guide, "Grants in AWS KMS"). Its
 * constraint binds cryptographic operations and the making of further grants.
 */
import type { KmsGrant, PolicyDocument } from "../world/tables.ts";
import type { Caller, Context } from "./decision.ts";

/** Operations without an encryption context, which no constraint binds. */
const UNBOUND: readonly string[] = ["DescribeKey", "RetireGrant", "GetPublicKey", "Sign", "Verify", "GenerateMac", "VerifyMac", "DeriveSharedSecret"];

const documents = new WeakMap<KmsGrant, PolicyDocument>();

function principal(named: string): Readonly<Record<string, string>> {
  return named.startsWith("arn:") ? { AWS: named } : { Service: named };
}

function allow(named: string, operations: readonly string[], more = {}): PolicyDocument[] {
  if (operations.length === 0) return [];
  return [{ Effect: "Allow", Principal: principal(named), Action: operations.map((name) => `kms:${name}`), Resource: "*", ...more }];
}

function constraint({ context, exact }: KmsGrant): PolicyDocument {
  if (context === undefined) return {};
  const pairs = Object.fromEntries(Object.entries(context).map(([key, value]) => [`kms:EncryptionContext:${key}`, value]));
  const only = exact ? { "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": Object.keys(context) } } : {};
  return { Condition: { StringEquals: pairs, ...only } };
}

/** `grant afc2159045ee`: enough of its id to find it in a list. */
export function grantName({ id }: Pick<KmsGrant, "id">): string {
  return `grant ${id.slice(0, 12)}`;
}

/** Whether a policy of a key is one of its grants, by its name. */
export function isGrant(policy: string): boolean {
  return policy.startsWith("grant ");
}

/** What a grant allows; the same document each time, so that it is compiled once. */
export function grantDocument(grant: KmsGrant): PolicyDocument {
  const known = documents.get(grant);
  if (known) return known;
  const { operations, grantee, retiring } = grant;
  const bound = operations.filter((name) => !UNBOUND.includes(name));
  const free = operations.filter((name) => UNBOUND.includes(name));
  const document = {
    Version: "2012-10-17",
    Statement: [
      ...allow(grantee, bound, constraint(grant)),
      ...allow(grantee, free),
      ...(retiring === undefined ? [] : allow(retiring, ["RetireGrant"])),
    ],
  };
  documents.set(grant, document);
  return document;
}

/** Whether a grant can matter to a question: it names the caller, and the request does not carry another encryption context. A key may have thousands. */
export function grantConcerns({ grantee, retiring, context }: KmsGrant, { arn, principalArn }: Caller, asked: Context | undefined): boolean {
  const named = (entry: string | undefined) => entry !== undefined && (entry === arn || entry === principalArn);
  if (!named(grantee) && !named(retiring)) return false;
  return Object.entries(context ?? {}).every(([key, value]) => {
    const carried = asked?.[`kms:EncryptionContext:${key}`];
    return carried === undefined || carried === value;
  });
}

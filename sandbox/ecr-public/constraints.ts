/** Lengths, ranges and patterns of ECR Public's inputs (ECR Public API Reference), in the sentences of private ECR. */
import type { Values } from "../http/json/values.ts";
import { typeOf } from "../http/model/model.ts";
import { publicErrors } from "./errors.ts";
import { ECR_PUBLIC_MODEL } from "./model/index.ts";

interface Constraint {
  /** Characters of a string, entries of a list, bytes of a blob. */
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly least?: number;
  readonly most?: number;
  /** What holds for each entry of a list. */
  readonly each?: Constraint;
}

/** The published pattern of names is the older one: no doubled underscores or hyphens. */
const NAME: Constraint = { min: 2, max: 205, pattern: "(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*" };

const CONSTRAINTS: Readonly<Record<string, Constraint>> = {
  registryId: { pattern: "[0-9]{12}" },
  "BatchDeleteImageRequest.registryId": { min: 2, max: 50 },
  repositoryName: NAME,
  repositoryNames: { min: 1, max: 100, each: NAME },
  imageIds: { min: 1, max: 100 },
  imageTag: { min: 1, max: 300 },
  maxResults: { least: 1, most: 1000 },
  displayName: { min: 0, max: 100 },
  policyText: { min: 0, max: 10_240 },
  resourceArn: { min: 1, max: 2048 },
  tagKeys: { min: 0, max: 200 },
  description: { max: 1024 },
  architectures: { max: 50, each: { min: 1, max: 50 } },
  operatingSystems: { max: 50, each: { min: 1, max: 50 } },
  logoImageBlob: { min: 0, max: 512_000 },
  aboutText: { max: 25_600 },
  usageText: { max: 25_600 },
};

function check(path: string, value: unknown, { min, max, pattern, least, most, each }: Constraint): void {
  if (typeof value === "number") {
    if (least !== undefined && value < least) throw publicErrors.invalid(path, `Member must have value greater than or equal to ${least}`);
    if (most !== undefined && value > most) throw publicErrors.invalid(path, `Member must have value less than or equal to ${most}`);
    return;
  }
  const size = sizeOf(path, value);
  if (min !== undefined && size < min) throw publicErrors.invalid(path, `Member must have length greater than or equal to ${min}`);
  if (max !== undefined && size > max) throw publicErrors.invalid(path, `Member must have length less than or equal to ${max}`);
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`).test(String(value)))
    throw publicErrors.invalid(path, `must satisfy regular expression '${pattern}'`);
  if (each && Array.isArray(value)) for (const [index, entry] of value.entries()) check(`${path}.${index + 1}.member`, entry, each);
}

/** A picture comes as base64. */
function sizeOf(path: string, value: unknown): number {
  if (Array.isArray(value)) return value.length;
  const text = String(value);
  return path.endsWith("logoImageBlob") ? Math.floor((text.replace(/=+$/, "").length * 3) / 4) : text.length;
}

/** Throws the refusal of the first member that does not fit. */
export function checkInput(shape: string, input: Values, before = ""): void {
  for (const { name, type } of ECR_PUBLIC_MODEL.shapes[shape] ?? []) {
    const value = input[name];
    if (value === undefined) continue;
    const constraint = CONSTRAINTS[`${shape}.${name}`] ?? CONSTRAINTS[name];
    if (constraint) check(before + name, value, constraint);
    const found = typeOf(ECR_PUBLIC_MODEL, type);
    if (found.kind === "structure") checkInput(found.name, value as Values, `${before}${name}.`);
  }
}

/** Secrets Manager (`secretsmanager.REGION.amazonaws.com`), as far as ECR's pull-through cache needs it: AWS JSON 1.1. */
import { jsonService } from "../http/json/service.ts";
import { secretsErrors } from "./errors.ts";
import { SECRETS_MODEL } from "./model/index.ts";
import { findSecret, OPERATIONS, secretArn } from "./operations.ts";

export const secretsService = jsonService({
  model: SECRETS_MODEL,
  operations: OPERATIONS,
  lacks: {
    CreateSecret: ["SecretBinary", "AddReplicaRegions", "ForceOverwriteReplicaSecret", "Type"],
    ListSecrets: ["Filters", "SortOrder", "SortBy"],
    PutSecretValue: ["SecretBinary", "RotationToken"],
  },
  /** The secret's ARN; of one that is not there, the name in ARN's form. Lists are asked of everything. */
  question(operation, input, world, place, now) {
    const id = String(input.SecretId ?? input.Name ?? "");
    const secret = id === "" ? undefined : findSecret(world, place, id, now);
    const resource = operation === "ListSecrets" ? "*" : (secret?.arn ?? (id.startsWith("arn:") ? id : secretArn(place, id)));
    return { resource, more: Object.fromEntries(Object.entries(secret?.tags ?? {}).map(([key, value]) => [`aws:ResourceTag/${key}`, value])) };
  },
  missing: secretsErrors.missing,
  denied: secretsErrors.denied,
  sketch: (value) => (Object.hasOwn(value, "SecretString") ? { ...value, SecretString: "…" } : value),
});

/** KMS (`kms.REGION.amazonaws.com`), as far as ECR's repositories need it: AWS JSON 1.1. */
import { jsonService } from "../http/json/service.ts";
import { ALIAS_OPERATIONS } from "./aliases.ts";
import { kmsErrors } from "./errors.ts";
import { GRANT_OPERATIONS } from "./grants.ts";
import { KEY_OPERATIONS } from "./keys.ts";
import { KMS_MODEL } from "./model/index.ts";
import { POLICY_OPERATIONS } from "./policies.ts";
import { questionOf } from "./question.ts";
import { TAG_OPERATIONS } from "./tags.ts";
import { validateKms } from "./validate.ts";

export const kmsService = jsonService({
  model: KMS_MODEL,
  operations: new Map([...KEY_OPERATIONS, ...ALIAS_OPERATIONS, ...POLICY_OPERATIONS, ...GRANT_OPERATIONS, ...TAG_OPERATIONS]),
  lacks: { CreateKey: ["CustomKeyStoreId", "XksKeyId"] },
  question: questionOf,
  missing: kmsErrors.missing,
  denied: kmsErrors.denied,
  validate: validateKms,
});

/** Which packages of the SDK are read, and what of them: one entry for each service. */
import type { ServiceModel } from "../../sandbox/http/model/model.ts";
import { DOUBLES, LONGS, PAGINATED_BY_HAND, RESULT_KEYS, WAITER_ATTEMPTS } from "./not-in-the-sdk.ts";
import { AHEAD_OF_THE_CLI, IAM_OPERATIONS, IAM_RESULT_KEYS, IAM_WAITER_ATTEMPTS, POLICY_DOCUMENTS, STS_OPERATIONS } from "./query-services.ts";

export interface SdkSource {
  /** Folder in sandbox/ that the model is written to. */
  readonly folder: string;
  readonly package: string;
  /** What the package calls its client and its errors: `ECR`. */
  readonly client: string;
  readonly head: Pick<ServiceModel, "service" | "apiVersion" | "protocol" | "targetPrefix" | "documents" | "unsigned">;
  /** The operations to read, when not all. */
  readonly operations?: readonly string[];
  /** Members that the SDK has and the CLI of this sandbox does not. */
  readonly leftOut: readonly string[];
  readonly doubles: ReadonlySet<string>;
  readonly longs: ReadonlySet<string>;
  readonly resultKeys: Readonly<Record<string, readonly string[]>>;
  readonly paginatedByHand: readonly string[];
  readonly waiterAttempts: Readonly<Record<string, number>>;
}

const NONE = { doubles: new Set<string>(), longs: new Set<string>(), paginatedByHand: [], leftOut: AHEAD_OF_THE_CLI } as const;

export const ECR: SdkSource = {
  folder: "ecr/model",
  package: "@aws-sdk/client-ecr",
  client: "ECR",
  head: { service: "ecr", apiVersion: "2015-09-21", protocol: "json", targetPrefix: "AmazonEC2ContainerRegistry_V20150921" },
  leftOut: [],
  doubles: DOUBLES,
  longs: LONGS,
  resultKeys: RESULT_KEYS,
  paginatedByHand: PAGINATED_BY_HAND,
  waiterAttempts: WAITER_ATTEMPTS,
};

export const IAM: SdkSource = {
  ...NONE,
  folder: "iam-api/model",
  package: "@aws-sdk/client-iam",
  client: "IAM",
  head: { service: "iam", apiVersion: "2010-05-08", protocol: "query", targetPrefix: "", documents: POLICY_DOCUMENTS },
  operations: IAM_OPERATIONS,
  resultKeys: IAM_RESULT_KEYS,
  waiterAttempts: IAM_WAITER_ATTEMPTS,
};

export const STS: SdkSource = {
  ...NONE,
  folder: "sts/model",
  package: "@aws-sdk/client-sts",
  client: "STS",
  head: { service: "sts", apiVersion: "2011-06-15", protocol: "query", targetPrefix: "", unsigned: ["AssumeRoleWithWebIdentity"] },
  operations: STS_OPERATIONS,
  resultKeys: {},
  waiterAttempts: {},
};

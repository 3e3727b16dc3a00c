/**
 * The service as the CLI sees it: operations, their members in model order, paging and waiters. `services.ts` makes it of the
 * generated model; tests may make it by hand.
 */
export type Shape =
  | {
      readonly kind: "string";
      readonly enum?: readonly string[];
      readonly min?: number;
      /** A policy: percent-encoded JSON in answers, printed as JSON. */
      readonly document?: true;
    }
  | { readonly kind: "integer" | "long" | "float" | "double"; readonly min?: number }
  | { readonly kind: "boolean" | "timestamp" }
  | { readonly kind: "blob"; readonly min?: number }
  | { readonly kind: "list"; readonly member: Shape; readonly min?: number }
  | { readonly kind: "map"; readonly key: Shape; readonly value: Shape; readonly min?: number }
  | Structure;

export interface Structure {
  readonly kind: "structure";
  readonly name: string;
  /** In model order, which is the order of printed keys. */
  readonly members: ReadonlyMap<string, Shape>;
  readonly required: readonly string[];
}

export interface Paging {
  readonly inputToken: string;
  readonly outputToken: string;
  readonly limitKey: string;
  /** Paths into the answer, `imageScanFindings.findings`. */
  readonly resultKeys: readonly string[];
  /** Members that are taken from the first page, in their order. */
  readonly beside: readonly string[];
  /** The member that says whether more follows, where a token alone does not. */
  readonly moreResults?: string;
}

export interface Operation {
  /** `DescribeImages`. */
  readonly name: string;
  /** `describe-images`. */
  readonly command: string;
  readonly input: Structure;
  readonly output: Structure;
  readonly paging?: Paging;
  /** Sent without a signature, and without any need of credentials. */
  readonly unsigned?: true;
}

/** What a poll's outcome means to a waiter; the first that fits decides. */
export type Acceptor =
  | { readonly kind: "path"; readonly state: "success" | "failure" | "retry"; readonly path: string; readonly expected: string }
  | { readonly kind: "answer"; readonly state: "success" }
  | { readonly kind: "error"; readonly state: "retry"; readonly code: string };

export interface Waiter {
  /** `ImageScanComplete`. */
  readonly name: string;
  readonly command: string;
  readonly operation: Operation;
  readonly delaySeconds: number;
  readonly maxAttempts: number;
  readonly acceptors: readonly Acceptor[];
}

export interface Service {
  /** What is typed: `ecr`. */
  readonly command: string;
  /** Service name of the signature's scope. */
  readonly signingName: string;
  readonly protocol: { readonly kind: "json"; readonly targetPrefix: string } | { readonly kind: "query"; readonly version: string };
  readonly host: (region: string) => string;
  /** Region of the signature of a service that has one endpoint for a whole partition. */
  readonly globalRegion?: (region: string) => string;
  /** Suffix of `AWS_ENDPOINT_URL_…`, upper case. */
  readonly id: string;
  readonly operations: readonly Operation[];
  readonly waiters: readonly Waiter[];
}

/** botocore's `xform_name` with dashes: `GetDownloadUrlForLayer` to `get-download-url-for-layer`. */
export function kebab(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1-$2")
    .toLowerCase();
}

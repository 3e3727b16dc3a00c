/** What is wrong, or could be better, in the text of a policy. Offsets are UTF-16 units into that text. */

/** What a document is for, which decides its grammar. */
export type PolicyKind = "identity" | "repository" | "registry" | "trust" | "key" | "session" | "boundary" | "scp" | "rcp";

/** In the manner of IAM Access Analyzer: an `error` cannot be saved or does nothing; `security` gives more than it seems. */
export type Severity = "error" | "security" | "warning" | "suggestion";

export interface Fix {
  /** What the button says: `Change to ecr:PutImage`. */
  readonly label: string;
  readonly edits: readonly { readonly from: number; readonly to: number; readonly text: string }[];
}

export interface Problem {
  /** In capitals, as a name for tests and texts: `INVALID_ACTION`, `MISSING_PRINCIPAL`. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence: what is so. */
  readonly message: string;
  /** One sentence: why it matters, or what to do. */
  readonly why: string;
  readonly from: number;
  readonly to: number;
  readonly fixes: readonly Fix[];
}

/** What the world knows that a document may name; for completion, and for problems such as a principal that does not exist. */
export interface Site {
  readonly account: string;
  readonly region: string;
  /** ARNs of users and roles, account roots included. */
  readonly principals: readonly string[];
  /** ARNs of repositories. */
  readonly repositories: readonly string[];
  readonly identityProviders: readonly string[];
  readonly keys: readonly string[];
  /** Tag keys in use on principals and repositories. */
  readonly tagKeys: readonly string[];
  readonly organization?: string;
  /** Of a repository policy: the ARN of its repository. */
  readonly subject?: string;
}

export interface Completion {
  /** What is replaced. */
  readonly from: number;
  readonly to: number;
  readonly options: readonly {
    readonly label: string;
    /** What is put in, quotes included where they are needed. */
    readonly text: string;
    /** One line of explanation. */
    readonly note: string;
    readonly kind: "element" | "action" | "key" | "operator" | "principal" | "resource" | "value";
  }[];
}

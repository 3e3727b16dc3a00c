/** What came of a command of `query-cases.ts`, in a form that does not change from run to run. */

export interface AskedQuery {
  /** Access key and scope of the signature without its date, or nothing. */
  readonly signed: string;
  readonly token?: string;
  readonly body: string;
}

export interface RecordedQuery {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly asked: readonly AskedQuery[];
}

export function askedQuery(authorization: string | undefined, token: string | readonly string[] | undefined, body: string): AskedQuery {
  const [, key = "", scope = ""] = /Credential=([^/]*)\/\d+\/([^,]*)/.exec(authorization ?? "") ?? [];
  return { signed: `${key} ${scope}`.trim(), ...(typeof token === "string" ? { token } : {}), body };
}

/** With the session names that hold the time evened out. */
export function steady(outcome: RecordedQuery): RecordedQuery {
  return { ...outcome, asked: outcome.asked.map((one) => ({ ...one, body: one.body.replace(/botocore-session-\d+/, "botocore-session-N") })) };
}

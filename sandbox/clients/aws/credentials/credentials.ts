/** What a request is signed with, and where it came from. */

/** A key pair; `expiration` as the CLI prints it, for keys that end. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: string;
}

/** Credentials that were found. Those of a role are fetched when they are first needed: a request that is refused before it is sent fetches none. */
export interface Credentials {
  /** What `configure list` prints: `env`, `shared-credentials-file`, `config-file`, `custom-process`, `assume-role`, `assume-role-with-web-identity`. */
  readonly method: string;
  keys(): Promise<Keys>;
}

/** Credentials whose keys are known. */
export function known(method: string, keys: Keys): Credentials {
  return { method, keys: async () => keys };
}

/** Credentials whose keys are fetched once. */
export function deferred(method: string, fetch: () => Promise<Keys>): Credentials {
  let keys: Promise<Keys> | undefined;
  return {
    method,
    keys() {
      keys ??= fetch();
      return keys;
    },
  };
}

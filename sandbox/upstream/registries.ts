/** The simulated registries of the public internet beside ECR Public: their hosts, how a client gets a token, and who has an account. */

export interface PublicRegistry {
  /** Name in the event log. */
  readonly name: "hub" | "quay" | "k8s" | "ghcr";
  readonly hosts: readonly string[];
  /** Where Bearer tokens come from; left out, everybody pulls without one. */
  readonly tokens?: {
    readonly host: string;
    readonly path: string;
    readonly service: string;
  };
  /** Form of an access token that logs somebody in, as the registry's are; left out, nobody has an account. There is no list of accounts. */
  readonly accessToken?: RegExp;
}

export const PUBLIC_REGISTRIES: readonly PublicRegistry[] = [
  {
    name: "hub",
    hosts: ["registry-1.docker.io", "index.docker.io", "docker.io"],
    tokens: { host: "auth.docker.io", path: "/token", service: "registry.docker.io" },
    // https://docs.docker.com/security/access-tokens/
    accessToken: /^dckr_pat_[A-Za-z0-9_-]{20,}$/,
  },
  {
    name: "quay",
    hosts: ["quay.io"],
    tokens: { host: "quay.io", path: "/v2/auth", service: "quay.io" },
  },
  { name: "k8s", hosts: ["registry.k8s.io"] },
  {
    name: "ghcr",
    hosts: ["ghcr.io"],
    tokens: { host: "ghcr.io", path: "/token", service: "ghcr.io" },
    // https://github.blog/engineering/behind-githubs-new-authentication-token-formats/
    accessToken: /^ghp_[A-Za-z0-9]{36}$/,
  },
];

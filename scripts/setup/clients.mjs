// The real clients that judge the server: Debian's packages, installed when missing.
import { aptInstall, which } from "./debian.mjs";

const NEEDED = { skopeo: "skopeo", dockerd: "docker.io", "docker-registry": "docker-registry", busybox: "busybox-static", jq: "jq" };
/** What `npm run compare` takes beside them. */
const COMPARED = {
  podman: "podman",
  "docker-credential-ecr-login": "amazon-ecr-credential-helper",
  curl: "curl",
  openssl: "openssl",
  pkill: "procps",
  python3: "python3",
  unshare: "util-linux",
};

/** `{found}` or `{found: false, reason}`. */
export function ensureClients({ all = false } = {}) {
  const needed = all ? { ...NEEDED, ...COMPARED } : NEEDED;
  const missing = () => Object.keys(needed).filter((program) => !which(program));
  if (missing().length > 0) aptInstall(missing().map((program) => needed[program]));
  const still = missing();
  if (still.length === 0) return { found: true };
  return {
    found: false,
    reason: `missing: ${still.join(", ")}; on Debian, as root: apt-get install ${still.map((program) => needed[program]).join(" ")}`,
  };
}

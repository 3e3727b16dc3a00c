// The real clients that judge the server: Debian's packages, installed when missing.
import { aptInstall, which } from "./debian.mjs";

const NEEDED = { skopeo: "skopeo", dockerd: "docker.io", "docker-registry": "docker-registry", busybox: "busybox-static" };

/** `{found}` or `{found: false, reason}`. */
export function ensureClients() {
  const missing = () => Object.keys(NEEDED).filter((program) => !which(program));
  if (missing().length > 0) aptInstall(missing().map((program) => NEEDED[program]));
  const still = missing();
  if (still.length === 0) return { found: true };
  return {
    found: false,
    reason: `missing: ${still.join(", ")}; on Debian, as root: apt-get install ${still.map((program) => NEEDED[program]).join(" ")}`,
  };
}

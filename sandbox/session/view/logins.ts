/** Docker's stored logins at ECR registries, with the expiry that their sealed passwords hold. */
import { fromBase64, text } from "../../kernel/bytes.ts";
import type { FileNode } from "../../world/tables.ts";
import type { World } from "../../world/world.ts";
import type { View } from "../api.ts";
import { HOME } from "../presets/computer.ts";

export const DOCKER_CONFIG = `${HOME}/.docker/config.json`;

export interface LoginReading {
  /** When a password that the world issued expires; undefined for any other. */
  expiryOf(password: string): number | undefined;
  isRegistry(host: string): boolean;
}

/** Remembers the last reading by the file's row. */
export class Logins {
  readonly #reading: LoginReading;
  #node: FileNode | undefined;
  #list: View["logins"] = [];

  constructor(reading: LoginReading) {
    this.#reading = reading;
  }

  of(world: World): View["logins"] {
    const node = world.files.get(DOCKER_CONFIG);
    if (node !== this.#node) {
      this.#node = node;
      this.#list = node?.kind === "file" && "text" in node.content ? this.#read(node.content.text) : [];
    }
    return this.#list;
  }

  #read(config: string): View["logins"] {
    const auths = authsOf(config);
    return Object.entries(auths)
      .map(([server, auth]) => ({ host: server.replace(/^https?:\/\//, "").replace(/\/.*$/, ""), auth }))
      .filter(({ host }) => this.#reading.isRegistry(host))
      .map(({ host, auth }) => {
        const expiresAt = this.#reading.expiryOf(passwordOf(auth));
        return expiresAt === undefined ? { host } : { host, expiresAt };
      });
  }
}

function authsOf(config: string): Readonly<Record<string, { auth?: string }>> {
  try {
    return (JSON.parse(config) as { auths?: Record<string, { auth?: string }> } | null)?.auths ?? {};
  } catch {
    return {};
  }
}

/** The password in `base64(user:password)`. */
function passwordOf({ auth }: { auth?: string }): string {
  const decoded = text(fromBase64(auth ?? "") ?? new Uint8Array());
  return decoded.slice(decoded.indexOf(":") + 1);
}

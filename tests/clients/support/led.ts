/** An agent for Node's HTTPS clients that leads every connection, whatever its host name, to one port of this machine. */
import { readFileSync } from "node:fs";
import { Agent } from "node:https";
import { connect } from "node:tls";

export class Led extends Agent {
  readonly #port: number;
  readonly #authority: string;

  /** `authority`: file of the certificate to trust. */
  constructor(port: number, authority: string) {
    super({ ca: readFileSync(authority) });
    this.#port = port;
    this.#authority = authority;
  }

  override createConnection(options: object) {
    return connect({ ...options, host: "127.0.0.1", port: this.#port, ca: readFileSync(this.#authority) });
  }
}

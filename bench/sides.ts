/** Our server and Debian's docker-registry, both just started on folders of their own. */
import { passwordOf } from "../tests/clients/support/api.ts";
import { startServer, type TestServer, temporaryFolder } from "../tests/clients/support/server.ts";
import { type Peer, startRegistryPeer } from "./peer.ts";
import type { Row } from "./row.ts";

export interface Sides {
  readonly server: TestServer;
  readonly password: string;
  readonly peer: Peer;
}

/** No rows without the peer. */
export async function besideRegistry(measure: (sides: Sides) => Promise<Row[]>): Promise<Row[]> {
  const peer = await startRegistryPeer();
  if (!peer) return [];
  const folder = temporaryFolder("bench");
  const server = await startServer("--data", folder.path);
  try {
    return await measure({ server, password: await passwordOf(server), peer });
  } finally {
    await server.stop();
    await peer.stop();
    folder.remove();
  }
}

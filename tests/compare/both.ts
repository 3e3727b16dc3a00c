/** One command in the page's computer and by the real AWS CLI v2 against the server, to be compared: what each printed, and its status. */
import { afterAll, beforeAll } from "vitest";
import { createSession, type Session } from "../../sandbox/index.ts";
import { nodeHasher } from "../../sandbox/node/hasher.ts";
import { collector, inputOf } from "../../sandbox/shell/index.ts";
import { memoryBlobs } from "../../sandbox/world/memory-blobs.ts";
import { startServer, type TestServer, temporaryFolder } from "../clients/support/server.ts";
import { type AwsCli, awsClis } from "./aws-cli.ts";

export interface Printed {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The server and the session begin with the tests of a file and end with them. */
export function bothClis(name: string) {
  const folder = temporaryFolder(name);
  const real = awsClis().find(({ generation }) => generation === 2) as AwsCli;
  let server: TestServer;
  let session: Session;

  beforeAll(async () => {
    server = await startServer();
    session = createSession({ hasher: nodeHasher, storage: () => ({ blobs: memoryBlobs(nodeHasher) }) });
    await session.open({ world: "repo" });
  });
  afterAll(async () => {
    await server?.stop();
    folder.remove();
  });

  return {
    real: (args: readonly string[]): Promise<Printed> => real.aws(server, args, { cwd: folder.path }),
    async page(args: readonly string[]): Promise<Printed> {
      const [printed, errors] = [collector(), collector()];
      const command = ["aws", ...args].map((word) => `'${word}'`).join(" ");
      const streams = { stdin: inputOf(""), stdout: printed.output, stderr: errors.output, terminal: { columns: 120, rows: 40 } };
      const status = await session.run(command, streams);
      return { status, stdout: printed.text(), stderr: errors.text() };
    },
  };
}

/** Plays a transcript on the page's computer, on streams that are no terminal. */
import { createSession } from "../../../sandbox/index.ts";
import { nodeHasher } from "../../../sandbox/node/hasher.ts";
import { collector, inputOf } from "../../../sandbox/shell/index.ts";
import { memoryBlobs } from "../../../sandbox/world/memory-blobs.ts";
import type { Transcript } from "../../transcripts/transcript.ts";
import { linesOf, type Played } from "./played.ts";

/** What a world's event log has of a play: operations of ECR that somebody asked for, whatever the answer. */
export interface PagePlay {
  readonly steps: readonly Played[];
  readonly operations: ReadonlySet<string>;
}

export async function playOnPage({ preset, steps }: Transcript, generation: 1 | 2): Promise<PagePlay> {
  const session = createSession({ hasher: nodeHasher, storage: () => ({ blobs: memoryBlobs(nodeHasher) }) });
  await session.open({ world: preset });
  if (generation === 1) await session.run("use-aws-cli 1");
  const operations = new Set<string>();
  session.machine().store.onEvent((event) => {
    if (event.kind === "request" && event.service === "ecr" && event.operation) operations.add(event.operation);
  });
  const played: Played[] = [];
  for (const { command } of steps) {
    const printed = collector();
    const streams = { stdin: inputOf(""), stdout: printed.output, stderr: printed.output, terminal: { columns: 120, rows: 40 } };
    const status = await session.run(command, streams);
    played.push({ status, lines: linesOf(printed.text()) });
  }
  return { steps: played, operations };
}

/** Failures of `docker` that end a command: what is printed on standard error, the exit status, and what the session notes of it. */
import type { Refusal } from "../../../shell/program.ts";

export class DockerError extends Error {
  /** Exit status. */
  readonly status: number;
  /** Set when the client gave up before it asked anybody. */
  readonly refusal: Omit<Refusal, "of"> | undefined;

  constructor(message: string, status = 1, refusal?: Omit<Refusal, "of">) {
    super(message);
    this.status = status;
    this.refusal = refusal;
  }
}

/** As the engine's refusals come through the client. */
export function fromDaemon(message: string, refusal?: Omit<Refusal, "of">): DockerError {
  return new DockerError(`Error response from daemon: ${message}`, 1, refusal);
}

export function noSuchImage(reference: string): DockerError {
  return fromDaemon(`No such image: ${reference}`);
}

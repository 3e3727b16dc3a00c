/** How a build that failed is told: BuildKit's excerpt of the Dockerfile and its last line. */
import { DockerError } from "../errors/errors.ts";
import { CopyError } from "./copy.ts";
import { BadDockerfile, type Instruction } from "./parse.ts";
import { StepFailure } from "./steps.ts";
import { UnreadableWord } from "./words.ts";

/** Where a build was. */
export interface Place {
  readonly instruction: Instruction;
  readonly title: string;
}

/** An image that a line of the Dockerfile names and no registry has, or gives. */
export class NoMetadata extends DockerError {
  readonly place: Place;

  constructor(message: string, place: Place) {
    super(message);
    this.place = place;
  }
}

/** A Dockerfile, by the name that BuildKit knows it by. */
export interface Source {
  readonly name: string;
  readonly text: string;
}

/** The text for a failure that a Dockerfile, a registry or a step caused; undefined for anything else. */
export function failureText(error: unknown, source: Source, place: Place | undefined): string | undefined {
  const failed = "ERROR: failed to build: failed to solve: ";
  if (error instanceof StepFailure) {
    const output = error.output.map((line) => `${line}\n`).join("");
    return `------\n > ${place?.title}:\n${output}------\n${excerpt(source, place?.instruction)}${failed}${error.message}`;
  }
  if (error instanceof CopyError) {
    const message = error.message.endsWith("not found")
      ? `failed to compute cache key: failed to calculate checksum of ref: ${error.message}`
      : error.message;
    return `------\n > ${place?.title}:\n------\n${excerpt(source, place?.instruction)}${failed}${message}`;
  }
  if (error instanceof BadDockerfile) {
    const at = error.line === undefined || !error.isSyntax ? "" : `dockerfile parse error on line ${error.line}: `;
    return `${error.line === undefined ? "" : excerpt(source, { line: error.line, lastLine: error.line })}${failed}${at}${error.message}`;
  }
  if (error instanceof UnreadableWord) return `${excerpt(source, place?.instruction)}${failed}${error.message}`;
  if (error instanceof NoMetadata)
    return `------\n > ${error.place.title}:\n------\n${excerpt(source, error.place.instruction)}${failed}${error.message}`;
  return error instanceof DockerError ? `${failed}${error.message}` : undefined;
}

/** The lines around a step, those of the step marked; fewer around one of several lines (github.com/moby/buildkit/blob/master/solver/errdefs/source.go). */
function excerpt({ name, text }: Source, place: Pick<Instruction, "line" | "lastLine"> | undefined): string {
  if (!place) return "";
  const lines = text.split("\n");
  const around = place.line === place.lastLine ? 2 : 1;
  const [from, to] = [Math.max(1, place.line - around), Math.min(lines.length, place.lastLine + around)];
  const shown = lines.slice(from - 1, to).map((line, at) => {
    const number = from + at;
    const mark = number >= place.line && number <= place.lastLine ? ">>>" : "   ";
    return `${String(number).padStart(4)} | ${mark} ${line}`.trimEnd();
  });
  return `${name}:${place.line}\n--------------------\n${shown.join("\n")}\n--------------------\n`;
}

/** How a build that failed is told: BuildKit's excerpt of the Dockerfile and its last line. */
import { DockerError } from "../errors/errors.ts";
import { CopyError } from "./copy.ts";
import { BadDockerfile, type Instruction } from "./parse.ts";
import { StepFailure } from "./steps.ts";

/** Where a build was. */
export interface Place {
  readonly instruction: Instruction;
  readonly title: string;
}

/** The text for a failure that a Dockerfile, a registry or a step caused; undefined for anything else. */
export function failureText(error: unknown, source: string, place: Place | undefined): string | undefined {
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
  return error instanceof DockerError ? `${failed}${error.message}` : undefined;
}

/** The lines around a step, those of the step marked. */
function excerpt(source: string, place: Pick<Instruction, "line" | "lastLine"> | undefined): string {
  if (!place) return "";
  const lines = source.split("\n");
  const [from, to] = [Math.max(1, place.line - 2), Math.min(lines.length, place.lastLine + 2)];
  const shown = lines.slice(from - 1, to).map((line, at) => {
    const number = from + at;
    const mark = number >= place.line && number <= place.lastLine ? ">>>" : "   ";
    return `${String(number).padStart(4)} | ${mark} ${line}`.trimEnd();
  });
  return `Dockerfile:${place.line}\n--------------------\n${shown.join("\n")}\n--------------------\n`;
}

/** Where an answer's body goes. */
import type { HttpBody } from "../../kernel/exchange.ts";
import { FileError } from "../../shell/files/file-system.ts";
import { join } from "../../shell/files/paths.ts";
import type { ProgramContext } from "../../shell/program.ts";
import { CurlFailure } from "./failure.ts";

export async function writeBody(context: ProgramContext, body: HttpBody, expected: string | undefined, target: string | undefined): Promise<number> {
  let size = 0;
  const measured = async function* () {
    try {
      for await (const piece of body instanceof Uint8Array ? [body] : body) {
        size += piece.length;
        yield piece;
      }
    } catch (error) {
      if (context.signal.aborted) throw error;
    }
  };
  if (target === undefined || target === "-") for await (const piece of measured()) await context.stdout.write(piece);
  else if (target === "/dev/null") for await (const _piece of measured());
  else {
    try {
      await context.files.writeStream(join(context.cwd, target), measured());
    } catch (error) {
      if (error instanceof FileError) throw new CurlFailure(23, "Failure writing output to destination");
      throw error;
    }
  }
  if (expected !== undefined && /^\d+$/.test(expected) && size < Number(expected))
    throw new CurlFailure(18, `transfer closed with ${Number(expected) - size} bytes remaining to read`);
  return size;
}

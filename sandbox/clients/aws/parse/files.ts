/** `file://` and `fileb://` in front of a value: the value is what the file holds. */

import { strictText } from "../../../kernel/bytes.ts";
import { FileError } from "../../../shell/files/file-system.ts";
import { absolute, type Where } from "../config/settings.ts";
import { ERRNO } from "../errors/failure.ts";

/** Why a file could not be read, as the message ends. */
export class ParamFileError extends Error {}

/** `$NAME` and `${NAME}` where they are set, as Python's `os.path.expandvars`. */
function expandVariables(path: string, env: Where["env"]): string {
  return path.replace(
    /\$(?:(\w+)|\{([^}]*)\})/g,
    (whole, plain: string | undefined, braced: string | undefined) => env[plain ?? braced ?? ""] ?? whole,
  );
}

/** The content the value names, or undefined when it names none. Throws `ParamFileError`. */
export async function paramFile(value: string, where: Where): Promise<string | Uint8Array | undefined> {
  const binary = value.startsWith("fileb://");
  if (!binary && !value.startsWith("file://")) return undefined;
  const path = expandVariables(value.slice(binary ? 8 : 7).replace(/^~(?=\/|$)/, where.env.HOME ?? "~"), where.env);
  let bytes: Uint8Array;
  try {
    bytes = await where.files.read(absolute(path, where));
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new ParamFileError(`Unable to load paramfile ${value}: ${ERRNO[error.code] ?? error.code}: '${path}'`);
  }
  if (binary) return bytes;
  const text = strictText(bytes);
  if (text !== undefined) return text;
  throw new ParamFileError(
    `Unable to load paramfile (${path}), text contents could not be decoded.  If this is a binary file, please use the fileb:// prefix instead of the file:// prefix.`,
  );
}

import { text } from "../../kernel/bytes.ts";
import { join } from "../../shell/files/paths.ts";
import { usage, type Word } from "./host.ts";

/** `edit FILE` opens a file in the page's editor; with input from a pipe or a here-document it replaces the file. */
export const edit: Word = (host) => async (context) => {
  const [file, ...rest] = context.args;
  if (file === undefined || rest.length > 0) return usage(context, "FILE");
  const path = join(context.cwd, file);
  if (!context.stdin.isTty) {
    await context.files.write(path, await context.stdin.all());
    return 0;
  }
  const content = context.files.stat(path) ? text(await context.files.read(path)) : "";
  if (host.edit(path, content)) return 0;
  await context.stderr.write(`edit: this terminal has no editor; use a here-document: edit ${file} <<'EOF'\n`);
  return 1;
};

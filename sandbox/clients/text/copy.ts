/** cp and mv. */
import { basename, join } from "../../shell/files/paths.ts";
import type { ProgramContext } from "../../shell/program.ts";
import { complain, installed, type Options, pathOf, Usage, wordsOf } from "./kit.ts";

/** The path a source gets at a target; a directory takes it in. */
function placeOf(context: ProgramContext, source: string, target: string, options: Options): string {
  const directory = context.files.stat(pathOf(context, target))?.kind === "directory" && !options.has("T");
  return directory ? `${target.replace(/\/+$/, "") || (target.startsWith("/") ? "" : target)}/${basename(source)}` : target;
}

async function copyOne(context: ProgramContext, from: string, to: string, options: Options): Promise<boolean> {
  const { files } = context;
  const source = pathOf(context, from);
  const target = pathOf(context, to);
  const preserve = options.has("a") || options.has("d") || options.has("P");
  const stat = preserve ? files.lstat(source) : files.stat(source);
  if (!stat) {
    await complain(context, `cannot stat '${from}': No such file or directory`);
    return false;
  }
  if (source === target) {
    await complain(context, `'${from}' and '${to}' are the same file`);
    return false;
  }
  const there = files.stat(target);
  if (options.has("n") && there) return true;
  try {
    if (stat.kind === "directory") return await copyDirectory(context, from, to, options);
    if (there?.kind === "directory") {
      await complain(context, `cannot overwrite directory '${to}' with non-directory`);
      return false;
    }
    if (stat.kind === "symlink") {
      if (files.lstat(target)) files.remove(target);
      files.symlink(stat.target ?? "", target);
    } else {
      if (to.endsWith("/") && !there) {
        await complain(context, `cannot create regular file '${to}': Not a directory`);
        return false;
      }
      await files.writeStream(target, files.stream(source));
      if (!there || options.has("a") || options.has("p")) files.chmod(target, stat.mode);
    }
    if (options.has("v")) await context.stdout.write(`'${from}' -> '${to}'\n`);
    return true;
  } catch (error) {
    await complain(context, `cannot create ${stat.kind === "symlink" ? "symbolic link" : "regular file"} '${to}': ${wordsOf(error)}`);
    return false;
  }
}

async function copyDirectory(context: ProgramContext, from: string, to: string, options: Options): Promise<boolean> {
  const { files } = context;
  if (!options.has("r") && !options.has("R") && !options.has("a")) {
    await complain(context, `-r not specified; omitting directory '${from}'`);
    return false;
  }
  const source = pathOf(context, from);
  const target = pathOf(context, to);
  if (`${target}/`.startsWith(`${source}/`)) {
    await complain(context, `cannot copy a directory, '${from}', into itself, '${to}'`);
    return false;
  }
  const there = files.stat(target);
  if (there && there.kind !== "directory") {
    await complain(context, `cannot overwrite non-directory '${to}' with directory '${from}'`);
    return false;
  }
  try {
    if (!there) files.makeDirectory(target, { mode: files.stat(source)?.mode ?? 0o755 });
  } catch (error) {
    await complain(context, `cannot create directory '${to}': ${wordsOf(error)}`);
    return false;
  }
  let sound = true;
  for (const name of files.list(source))
    sound = (await copyOne(context, `${from.replace(/\/$/, "")}/${name}`, `${to.replace(/\/$/, "")}/${name}`, options)) && sound;
  return sound;
}

async function moveOne(context: ProgramContext, from: string, to: string, options: Options): Promise<boolean> {
  const { files } = context;
  const source = pathOf(context, from);
  const target = pathOf(context, to);
  const stat = files.lstat(source);
  if (!stat) {
    await complain(context, `cannot stat '${from}': No such file or directory`);
    return false;
  }
  if (source === target) {
    await complain(context, `'${from}' and '${to}' are the same file`);
    return false;
  }
  const there = files.stat(target);
  if (options.has("n") && there) return true;
  if (stat.kind === "directory" && `${target}/`.startsWith(`${source}/`)) {
    await complain(context, `cannot move '${from}' to a subdirectory of itself, '${to}'`);
    return false;
  }
  if (there && there.kind !== "directory" && stat.kind === "directory") {
    await complain(context, `cannot overwrite non-directory '${to}' with directory '${from}'`);
    return false;
  }
  if (there?.kind === "directory" && stat.kind !== "directory") {
    await complain(context, `cannot overwrite directory '${to}' with non-directory`);
    return false;
  }
  try {
    if (to.endsWith("/") && !there && stat.kind !== "directory") {
      await complain(context, `cannot move '${from}' to '${to}': Not a directory`);
      return false;
    }
    files.rename(source, target);
    if (options.has("v")) await context.stdout.write(`renamed '${from}' -> '${to}'\n`);
    return true;
  } catch (error) {
    await complain(context, `cannot move '${from}' to '${to}': ${wordsOf(error)}`);
    return false;
  }
}

function copying(name: "cp" | "mv", one: typeof copyOne) {
  return installed({
    name,
    summary: name === "cp" ? "copy files" : "move or rename files",
    synopsis: "[OPTION]... SOURCE... DEST",
    flags: name === "cp" ? "rRafpvnidPTuL" : "fvniTu",
    values: "t",
    long: {
      recursive: "r",
      archive: "a",
      force: "f",
      verbose: "v",
      "no-clobber": "n",
      "target-directory": "t",
      "no-target-directory": "T",
      preserve: "p?",
      update: "u",
      "no-dereference": "P",
    },
    async run(context, options) {
      const operands = [...options.operands];
      const given = options.value("t");
      if (operands.length === 0) throw new Usage("missing file operand");
      if (operands.length === 1 && given === undefined) throw new Usage(`missing destination file operand after '${operands[0]}'`);
      const target = given ?? (operands.pop() as string);
      const directory = context.files.stat(pathOf(context, target))?.kind === "directory";
      if (operands.length > 1 && !directory)
        throw new Usage(
          `target '${target}'${context.files.stat(pathOf(context, target)) ? " is not a directory" : ": No such file or directory"}`.replace(
            " is not a directory",
            ": Not a directory",
          ),
        );
      let status = 0;
      for (const source of operands) {
        const missing =
          !context.files.stat(join(context.cwd, target)) && context.files.lstat(pathOf(context, source))?.kind === "file" && target.endsWith("/");
        if (!(await one(context, source, missing ? target : placeOf(context, source, target, options), options))) status = 1;
      }
      return status;
    },
  });
}

export const cp = copying("cp", copyOne);
export const mv = copying("mv", moveOne);

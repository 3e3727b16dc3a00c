/** tar, gzip, gunzip, zcat. */
import { gunzipSync, gzipSync } from "fflate";
import { type TarEntry, tarOf } from "../../images/tar.ts";
import { BadArchive, readTar, type TarMember } from "../../images/untar.ts";
import { dirname, join } from "../../shell/files/paths.ts";
import { strftime } from "../../shell/interpreter/strftime.ts";
import type { Installed, ProgramContext } from "../../shell/program.ts";
import { complain, installed, modeText, type Options, open, parseOptions, pathOf, Quit, Usage, wordsOf } from "./kit.ts";

function gunzip(content: Uint8Array): Uint8Array | undefined {
  if (content[0] !== 0x1f || content[1] !== 0x8b) return undefined;
  try {
    return gunzipSync(content);
  } catch {
    return undefined;
  }
}

function gzipLike(name: string, usual: { readonly decompress: boolean; readonly stdout: boolean }): Installed {
  return installed({
    name,
    summary: usual.decompress ? "unpack gzip files" : "pack files with gzip",
    package: "gzip 1.12",
    flags: "cdfkqvnt123456789lr",
    values: "S",
    long: { stdout: "c", "to-stdout": "c", decompress: "d", uncompress: "d", force: "f", keep: "k", test: "t", fast: "1", best: "9", verbose: "v" },
    async run(context, options) {
      const decompress = usual.decompress || options.has("d") || options.has("t");
      let status = 0;
      for (const operand of options.operands.length > 0 ? options.operands : ["-"])
        status = Math.max(status, await gzipOne(context, operand, decompress, usual.stdout || options.has("c") || operand === "-", options));
      return status;
    },
  });
}

/** gunzip and zcat are gzip under another name, and say so. */
const say = (context: ProgramContext, message: string) => context.stderr.write(`gzip: ${message}\n`);

async function gzipOne(context: ProgramContext, operand: string, decompress: boolean, toStdout: boolean, options: Options): Promise<number> {
  let content: Uint8Array;
  try {
    if (context.files.stat(pathOf(context, operand))?.kind === "directory" && operand !== "-") {
      await say(context, `${operand} is a directory -- ignored`);
      return 2;
    }
    content = await open(context, operand).all();
  } catch (error) {
    await say(context, `${operand}: ${wordsOf(error)}`);
    return 1;
  }
  if (decompress && !toStdout && !options.has("t") && !/\.(?:gz|tgz)$/.test(operand)) {
    await say(context, `${operand}: unknown suffix -- ignored`);
    return 2;
  }
  const level = Number(options.ordered.findLast(([key]) => /^\d$/.test(key))?.[0] ?? 6) as 6;
  const made = decompress ? gunzip(content) : gzipSync(content, { level, mtime: 0 });
  const shown = operand === "-" ? "stdin" : operand;
  if (!made) {
    await context.stderr.write(`\ngzip: ${shown}: not in gzip format\n`);
    return 1;
  }
  if (options.has("t")) return 0;
  if (toStdout) {
    if (context.stdout.isTty && !decompress && !options.has("f")) {
      await say(context, "compressed data not written to a terminal. Use -f to force compression.\nFor help, type: gzip -h");
      return 1;
    }
    await context.stdout.write(made);
    return 0;
  }
  const target = decompress ? operand.replace(/\.tgz$/, ".tar").replace(/\.gz$/, "") : `${operand}.gz`;
  if (context.files.stat(pathOf(context, target)) && !options.has("f")) {
    await say(context, `${target} already exists;\tnot overwritten`);
    return 2;
  }
  await context.files.write(pathOf(context, target), made, context.files.stat(pathOf(context, operand))?.mode);
  if (!options.has("k")) context.files.remove(pathOf(context, operand));
  return 0;
}

export const gzip = gzipLike("gzip", { decompress: false, stdout: false });
export const gunzipTool = gzipLike("gunzip", { decompress: true, stdout: false });
export const zcat = gzipLike("zcat", { decompress: true, stdout: true });

/** Old-style option letters without a dash become ones with it: `tar xzf a`. */
function modern(args: readonly string[]): string[] {
  const [first, ...rest] = args;
  if (first === undefined || first.startsWith("-")) return [...args];
  const words: string[] = [];
  const values = [...rest];
  for (const letter of first) words.push(`-${letter}`, ...("fCTX".includes(letter) ? [values.shift() ?? ""] : []));
  return [...words, ...values];
}

async function gather(
  context: ProgramContext,
  base: string,
  name: string,
  into: TarEntry[],
  options: Options,
  excluded: readonly string[],
): Promise<boolean> {
  const path = join(base, name);
  const stat = context.files.lstat(path);
  if (!stat) {
    await complain(context, `${name}: Cannot stat: No such file or directory`);
    return false;
  }
  if (excluded.some((pattern) => name === pattern || name.split("/").includes(pattern))) return true;
  const shown = name.replace(/^\/+/, "");
  if (options.has("v"))
    await (options.value("f") === "-" || !options.has("f") ? context.stderr : context.stdout).write(
      `${name}${stat.kind === "directory" ? "/" : ""}\n`,
    );
  const common = {
    mode: stat.mode,
    mtime: stat.mtime / 1000,
    uid: 1000,
    gid: 1000,
    uname: context.env.USER ?? "learner",
    gname: context.env.USER ?? "learner",
  };
  if (stat.kind === "directory") {
    into.push({ ...common, path: shown, kind: "directory" });
    let sound = true;
    for (const child of context.files.list(path))
      sound = (await gather(context, base, `${name.replace(/\/$/, "")}/${child}`, into, options, excluded)) && sound;
    return sound;
  }
  if (stat.kind === "symlink") into.push({ ...common, path: shown, kind: "symlink", target: stat.target ?? "" });
  else into.push({ ...common, path: shown, kind: "file", content: await context.files.read(path) });
  return true;
}

async function create(context: ProgramContext, options: Options): Promise<number> {
  if (options.operands.length === 0) {
    await complain(context, "Cowardly refusing to create an empty archive\nTry 'tar --help' or 'tar --usage' for more information.");
    return 2;
  }
  const base = pathOf(context, options.value("C") ?? ".");
  const entries: TarEntry[] = [];
  let sound = true;
  for (const operand of options.operands) sound = (await gather(context, base, operand, entries, options, options.all("exclude"))) && sound;
  const packed = tarOf(entries);
  const content =
    options.has("z") || /\.(?:tgz|tar\.gz)$/.test(options.has("a") ? (options.value("f") ?? "") : "") ? gzipSync(packed, { mtime: 0 }) : packed;
  const file = options.value("f") ?? "-";
  if (file === "-") await context.stdout.write(content);
  else {
    try {
      await context.files.write(pathOf(context, file), content);
    } catch (error) {
      await complain(context, `${file}: Cannot open: ${wordsOf(error)}\ntar: Error is not recoverable: exiting now`);
      return 2;
    }
  }
  if (!sound) await complain(context, "Exiting with failure status due to previous errors");
  return sound ? 0 : 2;
}

interface Unpacked {
  readonly header: TarMember;
  readonly data: Uint8Array;
}

async function* pieces(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

async function membersOf(archive: Uint8Array): Promise<Unpacked[]> {
  const found: Unpacked[] = [];
  for await (const header of readTar(pieces(archive))) {
    const data = await header.content();
    if (data.length < header.size) throw new BadArchive("unexpected EOF");
    found.push({ header, data });
  }
  return found;
}

async function read(context: ProgramContext, options: Options): Promise<Unpacked[]> {
  const file = options.value("f") ?? "-";
  let content: Uint8Array;
  try {
    content = await (file === "-" ? context.stdin : open(context, file)).all();
  } catch (error) {
    await complain(context, `${file}: Cannot open: ${wordsOf(error)}\ntar: Error is not recoverable: exiting now`);
    throw new Quit(2);
  }
  const plain = gunzip(content) ?? content;
  try {
    return await membersOf(plain);
  } catch (error) {
    if (!(error instanceof BadArchive)) throw error;
    await complain(context, "This does not look like a tar archive\ntar: Exiting with failure status due to previous errors");
    throw new Quit(2);
  }
}

function listed(header: TarMember, long: boolean): string {
  if (!long) return `${header.path}\n`;
  const kind = header.kind === "hardlink" ? "file" : header.kind;
  const owner = `${header.uname || header.uid || 0}/${header.gname || header.gid || 0}`;
  const size = String(header.size).padStart(Math.max(1, 18 - owner.length));
  return `${modeText(kind, header.mode)} ${owner} ${size} ${strftime("%Y-%m-%d %H:%M", header.mtime * 1000)} ${header.path}${header.target ? ` -> ${header.target}` : ""}\n`;
}

function wanted(name: string, operands: readonly string[]): boolean {
  return (
    operands.length === 0 ||
    operands.some((operand) => name === operand || name.replace(/\/$/, "") === operand || name.startsWith(`${operand.replace(/\/$/, "")}/`))
  );
}

async function extract(context: ProgramContext, options: Options): Promise<number> {
  const folder = options.value("C") ?? ".";
  const base = pathOf(context, folder);
  if (context.files.stat(base)?.kind !== "directory") {
    await complain(context, `${folder}: Cannot open: No such file or directory\ntar: Error is not recoverable: exiting now`);
    return 2;
  }
  const strip = Number(options.value("strip") ?? 0);
  for (const { header, data } of await read(context, options)) {
    if (!wanted(header.path, options.operands)) continue;
    const name = header.path.split("/").slice(strip).join("/");
    if (name === "" || name === "./") continue;
    if (options.has("v")) await (options.has("O") ? context.stderr : context.stdout).write(`${header.path}\n`);
    if (options.has("O")) {
      await context.stdout.write(data);
      continue;
    }
    const path = join(base, `/${name}`.replace(/\/\.\.(?=\/|$)/g, "").slice(1) || ".");
    try {
      if (header.kind === "directory") context.files.makeDirectory(path, { parents: true, mode: header.mode });
      else {
        context.files.makeDirectory(dirname(path), { parents: true });
        if (header.kind === "symlink") {
          if (context.files.lstat(path)) context.files.remove(path);
          context.files.symlink(header.target ?? "", path);
        } else await context.files.write(path, data, header.mode);
      }
    } catch (error) {
      await complain(context, `${name}: Cannot open: ${wordsOf(error)}`);
    }
  }
  return 0;
}

const TAR = {
  flags: "ctxzvkpOahmPJjr",
  values: "fCTX",
  long: {
    create: "c",
    list: "t",
    extract: "x",
    get: "x",
    gzip: "z",
    gunzip: "z",
    verbose: "v",
    file: "f",
    directory: "C",
    "to-stdout": "O",
    exclude: "exclude=",
    "strip-components": "strip=",
    "auto-compress": "a",
    owner: "owner=",
    group: "group=",
    mtime: "mtime=",
    sort: "sort=",
    "numeric-owner": "numeric",
  },
} as const;

export const tar: Installed = {
  name: "tar",
  summary: "pack and unpack archives",
  async program(context) {
    try {
      const options = parseOptions(modern(context.args), TAR);
      if (options.has("J") || options.has("j")) throw new Usage(`${options.has("J") ? "xz" : "bzip2"}: Cannot exec: No such file or directory`, 2);
      if (options.has("c")) return await create(context, options);
      if (options.has("x")) return await extract(context, options);
      if (options.has("t")) {
        for (const { header } of await read(context, options))
          if (wanted(header.path, options.operands)) await context.stdout.write(listed(header, options.has("v")));
        return 0;
      }
      throw new Usage("You must specify one of the '-Acdtrux', '--delete' or '--test-label' options", 2);
    } catch (error) {
      if (error instanceof Quit) return error.status;
      if (!(error instanceof Usage)) throw error;
      await context.stderr.write(`tar: ${error.message}\nTry 'tar --help' or 'tar --usage' for more information.\n`);
      return error.status ?? 64;
    }
  },
};

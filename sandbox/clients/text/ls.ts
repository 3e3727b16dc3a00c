/** ls and stat: what files are there. */
import type { FileStat } from "../../shell/files/file-system.ts";
import { quoteWord } from "../../shell/interpreter/quote.ts";
import { strftime } from "../../shell/interpreter/strftime.ts";
import type { ProgramContext } from "../../shell/program.ts";
import { complain, human, installed, modeText, type Options, pathOf, Usage } from "./kit.ts";

interface Entry {
  readonly name: string;
  readonly path: string;
  readonly stat: FileStat;
}

const HALF_YEAR = 15_778_476_000;

function colourOf(context: ProgramContext, entry: Entry): string | undefined {
  if (entry.stat.kind === "directory") return "01;34";
  if (entry.stat.kind === "symlink") return context.files.stat(entry.path) ? "01;36" : "40;31;01";
  if (entry.stat.mode & 0o111) return "01;32";
  return /\.(?:tar|tgz|gz|zip)$/.test(entry.name) ? "01;31" : undefined;
}

function mark(entry: Entry, options: Options): string {
  if (options.has("p") && entry.stat.kind === "directory") return "/";
  if (!options.has("F")) return "";
  if (entry.stat.kind === "directory") return "/";
  if (entry.stat.kind === "symlink") return "@";
  return entry.stat.mode & 0o111 ? "*" : "";
}

interface Style {
  readonly context: ProgramContext;
  readonly options: Options;
  readonly colour: boolean;
}

function shown({ context, options, colour }: Style, entry: Entry): string {
  const name = context.stdout.isTty ? quoteWord(entry.name) : entry.name;
  const code = colour ? colourOf(context, entry) : undefined;
  return `${code ? `\x1b[0m\x1b[${code}m${name}\x1b[0m` : name}${mark(entry, options)}`;
}

function sorted(entries: readonly Entry[], options: Options): Entry[] {
  const list = [...entries];
  if (options.has("U") || options.has("f")) return list;
  if (options.has("t")) list.sort((a, b) => b.stat.mtime - a.stat.mtime || (a.name < b.name ? -1 : 1));
  else if (options.has("S")) list.sort((a, b) => b.stat.size - a.stat.size || (a.name < b.name ? -1 : 1));
  else list.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return options.has("r") ? list.reverse() : list;
}

/** Owner of a path: the learner at home and in /tmp, root elsewhere. */
export function ownerOf(context: ProgramContext, path: string): string {
  const user = context.env.USER ?? "learner";
  const home = context.env.HOME ?? "/home/learner";
  return path === home || path.startsWith(`${home}/`) || path.startsWith("/tmp/") ? user : "root";
}

function long(style: Style, entries: readonly Entry[]): string {
  const { context, options } = style;
  const now = context.clock.now();
  const rows = entries.map((entry) => {
    const { stat } = entry;
    const recent = now - stat.mtime < HALF_YEAR && stat.mtime <= now + 1000;
    const time = options.has("full-time")
      ? strftime("%Y-%m-%d %H:%M:%S.%N %z", stat.mtime)
      : strftime(options.value("time-style") === "long-iso" ? "%Y-%m-%d %H:%M" : recent ? "%b %e %H:%M" : "%b %e  %Y", stat.mtime);
    const links =
      stat.kind === "directory"
        ? String(2 + context.files.list(entry.path).filter((name) => context.files.lstat(`${entry.path}/${name}`)?.kind === "directory").length)
        : "1";
    const target = stat.kind === "symlink" ? ` -> ${stat.target ?? ""}` : "";
    const owner = ownerOf(context, entry.path);
    return {
      mode: modeText(stat.kind, stat.mode),
      links,
      owner: options.has("n") ? (owner === "root" ? "0" : "1000") : owner,
      size: options.has("h") ? human(stat.size) : String(stat.size),
      time,
      name: shown(style, entry) + target,
    };
  });
  const width = (key: "links" | "owner" | "size") => Math.max(0, ...rows.map((row) => row[key].length));
  const [links, owner, size] = [width("links"), width("owner"), width("size")];
  return rows
    .map(
      (row) =>
        `${row.mode} ${row.links.padStart(links)} ${options.has("g") ? "" : `${row.owner.padEnd(owner)} `}${options.has("o") || options.has("G") ? "" : `${row.owner.padEnd(owner)} `}${row.size.padStart(size)} ${row.time} ${row.name}\n`,
    )
    .join("");
}

function grid(style: Style, entries: readonly Entry[]): string {
  const { context, options } = style;
  const cells = entries.map((entry) => shown(style, entry));
  if (cells.length === 0) return "";
  if (options.has("m")) return `${cells.join(", ")}\n`;
  const columns = options.has("1") || (!context.stdout.isTty && !options.has("C") && !options.has("x"));
  if (columns) return cells.map((cell) => `${cell}\n`).join("");
  const widths = cells.map((cell) => [...cell.replace(/\x1b\[[\d;]*m/g, "")].length);
  for (let down = 1; ; down++) {
    const across = Math.ceil(cells.length / down);
    const columnWidths = Array.from({ length: across }, (_column, index) => Math.max(...widths.slice(index * down, index * down + down)) + 2);
    if (down < cells.length && columnWidths.reduce((sum, width) => sum + width, 0) - 2 > context.terminal.columns - 1) continue;
    let out = "";
    for (let row = 0; row < down; row++) {
      for (let column = 0; column < across; column++) {
        const at = column * down + row;
        if (at >= cells.length) break;
        const last = at + down >= cells.length;
        out += (cells[at] as string) + (last ? "" : " ".repeat((columnWidths[column] as number) - (widths[at] as number)));
      }
      out += "\n";
    }
    return out;
  }
}

function blocks(entries: readonly Entry[]): number {
  return entries.reduce((sum, { stat }) => sum + (stat.kind === "symlink" ? 0 : Math.ceil(stat.size / 4096) * 4), 0);
}

async function print(style: Style, entries: readonly Entry[]): Promise<void> {
  await style.context.stdout.write(
    style.options.has("l") || style.options.has("g") || style.options.has("o") || style.options.has("n")
      ? long(style, entries)
      : grid(style, entries),
  );
}

async function directory(style: Style, operand: string, titled: boolean): Promise<void> {
  const { context, options } = style;
  const path = pathOf(context, operand);
  const all = options.has("a") || options.has("f");
  const entry = (name: string, at: string): Entry[] => {
    const stat = context.files.lstat(at);
    return stat ? [{ name, path: at, stat }] : [];
  };
  const names = context.files.list(path).filter((name) => all || options.has("A") || !name.startsWith("."));
  const inside = names.flatMap((name) => entry(name, pathOf(context, `${path}/${name}`)));
  const dots = all ? [...entry(".", path), ...entry("..", pathOf(context, `${path}/..`))] : [];
  const list = sorted([...dots, ...inside], options);
  if (titled) await context.stdout.write(`${operand}:\n`);
  if (options.has("l") || options.has("s")) await context.stdout.write(`total ${options.has("h") ? human(blocks(list) * 1024) : blocks(list)}\n`);
  await print(style, list);
  if (!options.has("R")) return;
  for (const child of sorted(inside, options).filter(({ stat }) => stat.kind === "directory")) {
    await context.stdout.write("\n");
    await directory(style, operand.endsWith("/") ? operand + child.name : `${operand}/${child.name}`, true);
  }
}

export const ls = installed({
  name: "ls",
  summary: "list files",
  flags: "alA1hRrtSdFpinmoCxgGUfskLcuBQbNX",
  values: "wIT",
  status: 2,
  long: {
    all: "a",
    "almost-all": "A",
    "human-readable": "h",
    recursive: "R",
    reverse: "r",
    directory: "d",
    classify: "F",
    color: "color?",
    "full-time": "full-time",
    "time-style": "time-style=",
    "numeric-uid-gid": "n",
    "group-directories-first": "gdf",
    inode: "i",
    dereference: "L",
    "no-group": "G",
    size: "s",
  },
  async run(context, options) {
    const when = options.has("color") ? options.value("color") || "always" : "never";
    const style: Style = { context, options, colour: when === "always" || (when === "auto" && context.stdout.isTty) };
    let status = 0;
    const files: Entry[] = [];
    const folders: string[] = [];
    for (const operand of options.operands.length > 0 ? options.operands : ["."]) {
      const path = pathOf(context, operand);
      const linked = context.files.lstat(path);
      const stat =
        operand.endsWith("/") || options.has("L") || (!options.has("l") && linked?.kind === "symlink")
          ? (context.files.stat(path) ?? linked)
          : linked;
      if (!stat || (operand.endsWith("/") && stat.kind === "file")) {
        await complain(context, `cannot access '${operand}': ${stat ? "Not a directory" : "No such file or directory"}`);
        status = 2;
      } else if (stat.kind === "directory" && !options.has("d")) folders.push(operand);
      else files.push({ name: operand, path, stat });
    }
    await print(style, sorted(files, options));
    const titled = options.operands.length > 1 || options.has("R");
    for (const [index, folder] of folders.sort().entries()) {
      if (index > 0 || files.length > 0) await context.stdout.write("\n");
      await directory(style, folder, titled);
    }
    return status;
  },
});

const KINDS = { directory: "directory", file: "regular file", symlink: "symbolic link" } as const;

function statFormat(context: ProgramContext, format: string, operand: string, path: string, stat: FileStat): string {
  const owner = ownerOf(context, path);
  const id = owner === "root" ? "0" : "1000";
  const values: Readonly<Record<string, string>> = {
    n: operand,
    N: stat.kind === "symlink" ? `'${operand}' -> '${stat.target ?? ""}'` : `'${operand}'`,
    s: String(stat.size),
    a: (stat.mode & 0o7777).toString(8),
    A: modeText(stat.kind, stat.mode),
    F: stat.size === 0 && stat.kind === "file" ? "regular empty file" : KINDS[stat.kind],
    U: owner,
    G: owner,
    u: id,
    g: id,
    h: "1",
    y: strftime("%Y-%m-%d %H:%M:%S.%N %z", stat.mtime),
    Y: String(Math.floor(stat.mtime / 1000)),
    x: strftime("%Y-%m-%d %H:%M:%S.%N %z", stat.mtime),
    z: strftime("%Y-%m-%d %H:%M:%S.%N %z", stat.mtime),
    b: String(Math.ceil(stat.size / 4096) * 8),
    B: "512",
    o: "4096",
    "%": "%",
  };
  return format.replace(/%([-\d]*)([A-Za-z%])/g, (whole, _width: string, letter: string) => values[letter] ?? whole);
}

export const stat = installed({
  name: "stat",
  summary: "show what is known about a file",
  synopsis: "[OPTION]... FILE...",
  flags: "Lt",
  values: "c",
  long: { format: "c=", printf: "printf=", dereference: "L" },
  async run(context, options) {
    if (options.operands.length === 0) throw new Usage("missing operand");
    let status = 0;
    for (const operand of options.operands) {
      const path = pathOf(context, operand);
      const found = options.has("L") ? context.files.stat(path) : context.files.lstat(path);
      if (!found) {
        await complain(context, `cannot statx '${operand}': No such file or directory`);
        status = 1;
        continue;
      }
      const format = options.value("c");
      const printf = options.value("printf");
      const usual =
        "  File: %N\n  Size: %s\t\tBlocks: %b\tIO Block: %o\t%F\nAccess: (0%a/%A)  Uid: ( %u/ %U)   Gid: ( %g/ %G)\nAccess: %x\nModify: %y\nChange: %z\n Birth: -\n";
      const text =
        printf !== undefined
          ? statFormat(context, printf.replace(/\\n/g, "\n").replace(/\\t/g, "\t"), operand, path, found)
          : format !== undefined
            ? `${statFormat(context, format, operand, path, found)}\n`
            : statFormat(
                context,
                usual.replace("File: %N", `File: ${found.kind === "symlink" ? `${operand} -> ${found.target ?? ""}` : operand}`),
                operand,
                path,
                found,
              );
      await context.stdout.write(text);
    }
    return status;
  },
});

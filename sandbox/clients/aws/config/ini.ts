/** Configuration files as the CLI reads them: INI sections, `key = value`, and indented lines as a map under their key. */

export type Setting = string | Readonly<Record<string, string>>;
export type Section = Readonly<Record<string, Setting>>;

/** The file is not a configuration file: which line, and why. */
export class IniError extends Error {}

const HEADER = /^\[(.+)\]/;
const OPTION = /^(.*?)\s*[=:]\s*(.*)$/;

/** An indented block, `key = value` a line. */
function nested(lines: readonly string[]): Record<string, string> {
  const map: Record<string, string> = {};
  for (const line of lines) {
    const equals = line.indexOf("=");
    if (line.trim() === "") continue;
    if (equals < 0) throw new IniError(line);
    map[line.slice(0, equals).trim()] = line.slice(equals + 1).trim();
  }
  return map;
}

/** Sections by the text in their brackets. Throws `IniError`. */
export function parseIni(source: string): Map<string, Section> {
  const sections = new Map<string, Section>();
  let current: Record<string, Setting> | undefined;
  let option: { name: string; lines: string[] } | undefined;
  const close = (): void => {
    if (!option || !current) return;
    const [first = "", ...more] = option.lines;
    while (more.at(-1) === "") more.pop();
    current[option.name] = first === "" && more.length > 0 ? nested(more) : [first, ...more].join("\n");
    option = undefined;
  };
  for (const line of source.split(/\r?\n/)) {
    const trimmed = line.trim();
    if (trimmed.startsWith("#") || trimmed.startsWith(";")) continue;
    if (trimmed === "") {
      if (option) option.lines.push("");
      continue;
    }
    if (/^\s/.test(line) && option) {
      option.lines.push(trimmed);
      continue;
    }
    const header = HEADER.exec(trimmed)?.[1];
    if (header !== undefined) {
      close();
      if (sections.has(header)) throw new IniError(line);
      current = {};
      sections.set(header, current);
      continue;
    }
    const [, name, value] = OPTION.exec(trimmed) ?? [];
    close();
    if (!current || name === undefined || value === undefined || Object.hasOwn(current, name.toLowerCase())) throw new IniError(line);
    option = { name: name.toLowerCase(), lines: [value] };
    current[option.name] = value;
  }
  close();
  return sections;
}

/** `--output table`: boxes in boxes; a table wider than the terminal has its single rows turned upright. */
import { Failure } from "../../errors/failure.ts";
import { byCodePoint, type Dict, isDict, isList, str, type Value } from "../../python/values.ts";
import { render, type Section } from "./render.ts";

export interface TableOptions {
  /** Columns of the terminal; 80 when there is none. */
  readonly width: number;
  /** Colours, as on a terminal. */
  readonly colour: boolean;
}

const scalar = (value: Value | undefined): boolean => !isList(value) && !isDict(value);

function groupKeys(items: readonly Value[]): { headers: string[]; more: string[] } {
  const headers = new Set<string>();
  const more = new Set<string>();
  for (const item of items) {
    if (isDict(item)) for (const [key, value] of Object.entries(item)) (scalar(value) ? headers : more).add(key);
  }
  return { headers: [...headers].sort(byCodePoint), more: [...more].sort(byCodePoint) };
}

/** `not current` in Python. */
const empty = (value: Value): boolean =>
  value === null ||
  value === false ||
  value === 0 ||
  value === "" ||
  (isList(value) && value.length === 0) ||
  (isDict(value) && Object.keys(value).length === 0);

class Builder {
  readonly sections: Section[] = [];

  get last(): Section {
    const last = this.sections.at(-1);
    if (last) return last;
    const made: Section = { title: "", level: 0, headers: undefined, rows: [] };
    this.sections.push(made);
    return made;
  }

  open(title: string, level: number): void {
    this.sections.push({ title, level, headers: undefined, rows: [] });
  }

  /** Every row of a section has as many cells as its first. */
  row(cells: readonly string[]): void {
    const section = this.last;
    const columns = (section.headers ?? section.rows[0] ?? cells).length;
    if (cells.length !== columns) throw new Failure("general", "bad-value", `Row should have ${columns} elements, instead it has ${cells.length}`);
    section.rows.push(cells);
  }

  build(title: string | undefined, current: Value, level = 0): boolean {
    if (empty(current)) return false;
    if (title !== undefined) this.open(title, level);
    if (isList(current)) {
      if (isDict(current[0])) this.fromList(current, level, title ?? "");
      else for (const item of current) this.item(item);
    } else if (isDict(current)) this.fromDict(current, level);
    return true;
  }

  item(item: Value): void {
    if (scalar(item)) this.row([str(item)]);
    else if (isList(item) && item.every(scalar)) this.row(item.map(str));
    else if (isDict(item)) this.row(Object.keys(item));
    else this.build(undefined, item);
  }

  fromDict(current: Dict, level: number): void {
    const { headers, more } = groupKeys([current]);
    const only = headers[0];
    if (headers.length === 1 && only !== undefined) this.row([only, str(current[only] as Value)]);
    else if (headers.length > 0) {
      this.last.headers = headers;
      this.row(headers.map((key) => str(current[key] as Value)));
    }
    for (const key of more) this.build(key, current[key] as Value, level + 1);
  }

  fromList(items: readonly Value[], level: number, title: string): void {
    const { headers, more } = groupKeys(items);
    this.last.headers = headers;
    items.forEach((item, i) => {
      if (i > 0 && more.length > 0) {
        this.open(title, level);
        this.last.headers = headers;
      }
      const row = isDict(item) ? item : {};
      this.row(headers.map((key) => str(Object.hasOwn(row, key) ? (row[key] as Value) : "")));
      for (const key of more) if (Object.hasOwn(row, key)) this.build(key, row[key] as Value, level + 1);
    });
  }
}

/** The table of an answer; nothing for an empty one. */
export function formatTable(title: string, value: Value, options: TableOptions): string {
  const builder = new Builder();
  if (!builder.build(title, value)) return "";
  return render(builder.sections, options);
}

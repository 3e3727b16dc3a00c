/** Principals by actions: a table that is walked with the arrow keys, one stop for Tab. */
import { Fragment } from "preact";
import { useRef, useState } from "preact/hooks";
import type { AccessCell, AccessColumn, AccessMatrix } from "../../../sandbox/policy.ts";
import { Icon } from "../../components/Icon.tsx";
import type { IconName } from "../../components/icons.ts";
import { actionName, LETTERS, type Sign, signOf, spoken } from "./words.ts";

export interface CellPlace {
  /** Row key of the principal. */
  readonly principal: string;
  readonly action: string;
}

interface MatrixProps {
  readonly matrix: AccessMatrix;
  readonly name: string;
  readonly open: CellPlace | undefined;
  /** `isKey`: it was opened by a key, so the focus is to follow. */
  show(place: CellPlace, isKey: boolean): void;
}

const ICON: Readonly<Record<Exclude<Sign, "none">, IconName>> = { yes: "check", no: "ban", half: "half" };

export function CellSign({ sign, by }: { sign: Sign; by?: AccessCell["by"] }) {
  if (sign === "none") return <span class="sign none">–</span>;
  return (
    <span class={`sign ${sign}`}>
      <Icon name={ICON[sign]} />
      {by && LETTERS[by]}
    </span>
  );
}

export function Matrix({ matrix, name, open, show }: MatrixProps) {
  const { columns, rows } = matrix;
  const table = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState({ row: 0, column: 0 });
  const row = Math.min(at.row, rows.length - 1);
  const move = (event: KeyboardEvent) => {
    const next = moved(event, { row, column: at.column }, { rows: rows.length, columns: columns.length });
    if (!next) return;
    event.preventDefault();
    setAt(next);
    table.current?.querySelector<HTMLElement>(`[data-at="${next.row} ${next.column}"]`)?.focus();
  };
  return (
    <div class="matrix-scroll">
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid on a real table keeps its headers (APG, "Grid"). */}
      <table class="matrix" role="grid" aria-label={`Who can do what in ${name}`} aria-describedby="matrix-keys" ref={table} onKeyDown={move}>
        <colgroup>
          <col class="who" />
          {columns.map(({ action }) => (
            <col key={action} />
          ))}
        </colgroup>
        <Head columns={columns} />
        <tbody>
          {rows.map(({ key, label, note, cells }, rowAt) => (
            <tr key={key}>
              <th scope="row">
                <Breakable text={label} />
                <small>
                  <Breakable text={note} />
                </small>
              </th>
              {columns.map(({ action, group }, columnAt) => {
                const cell = cells[columnAt];
                if (!cell) return null;
                const isOpen = open?.principal === key && open.action === action;
                // A whole account of which nobody is known: whom it lets log in is its own affair.
                const theirs = group === "login" && key.endsWith(":root");
                return (
                  <td key={action} class={[cell.changed ? "is-changed" : "", isOpen ? "is-open" : ""].filter(Boolean).join(" ")}>
                    <button
                      type="button"
                      data-at={`${rowAt} ${columnAt}`}
                      tabIndex={rowAt === row && columnAt === at.column ? 0 : -1}
                      aria-label={theirs ? `${label}, ${actionName(action)}: decided in that account` : spoken(label, action, cell)}
                      aria-expanded={isOpen}
                      onFocus={() => setAt({ row: rowAt, column: columnAt })}
                      onClick={(event) => show({ principal: key, action }, event.detail === 0)}
                    >
                      {theirs ? <span class="sign none">theirs</span> : <CellSign sign={signOf(cell)} {...(cell.by ? { by: cell.by } : {})} />}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A long name may break after a colon and before a capital, not in the middle of a word. */
function Breakable({ text }: { text: string }) {
  return (
    <>
      {text.split(/(?<=:)|(?<=[a-z0-9])(?=[A-Z][a-z])/).map((part, at) => (
        <Fragment key={at}>
          {at > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </>
  );
}

const GROUPS: Readonly<Record<AccessColumn["group"], string>> = {
  login: "Login",
  pull: "Pull",
  push: "Push",
  delete: "Delete",
  administer: "Administer",
};

function Head({ columns }: { columns: readonly AccessColumn[] }) {
  const groups = columns.map(({ group }) => group).filter((group, at, all) => all.indexOf(group) === at);
  return (
    <thead>
      <tr class="groups">
        <th scope="col" rowSpan={2}>
          <span class="unseen">Who</span>
        </th>
        {groups.map((group) => (
          <th key={group} scope="colgroup" colSpan={columns.filter((column) => column.group === group).length}>
            <span class="stencil">{GROUPS[group]}</span>
          </th>
        ))}
      </tr>
      <tr class="actions">
        {columns.map(({ action }, at) => (
          <th key={action} scope="col" class={at > 0 && columns[at - 1]?.group === columns[at]?.group ? "" : "is-first"}>
            <span title={action}>
              <Breakable text={actionName(action)} />
            </span>
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface At {
  readonly row: number;
  readonly column: number;
}

/** Where a key of the grid pattern leads (APG, "Grid"); undefined for any other key. */
export function moved(
  { key, ctrlKey }: Pick<KeyboardEvent, "key" | "ctrlKey">,
  { row, column }: At,
  size: { rows: number; columns: number },
): At | undefined {
  const within = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));
  const to = (nextRow: number, nextColumn: number): At => ({ row: within(nextRow, size.rows), column: within(nextColumn, size.columns) });
  switch (key) {
    case "ArrowRight":
      return to(row, column + 1);
    case "ArrowLeft":
      return to(row, column - 1);
    case "ArrowDown":
      return to(row + 1, column);
    case "ArrowUp":
      return to(row - 1, column);
    case "Home":
      return to(ctrlKey ? 0 : row, 0);
    case "End":
      return to(ctrlKey ? size.rows - 1 : row, size.columns - 1);
    case "PageDown":
      return to(row + 5, column);
    case "PageUp":
      return to(row - 5, column);
    default:
      return undefined;
  }
}

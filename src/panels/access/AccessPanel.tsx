/** Who can do what in a repository, asked of the same evaluator as every request; with the policy in the editor, before it is applied. */
import { useState } from "preact/hooks";
import type { View } from "../../session/contract.ts";
import { accessFocus } from "../../stores/access-focus.ts";
import { useStore } from "../../stores/use-store.ts";
import css from "../../styles/access.css?inline";
import { adoptedSheet } from "../../styles/adopt.ts";
import { AskOne } from "./AskOne.tsx";
import { CellCard } from "./CellCard.tsx";
import { type CellPlace, CellSign, Matrix } from "./Matrix.tsx";
import { type Access, useAccess } from "./use-access.ts";
import { changedWords } from "./words.ts";

adoptedSheet().replace(css);

export function AccessPanel({ view }: { view: View | undefined }) {
  return view ? <Loaded view={view} /> : <p class="none">The registry is being opened.</p>;
}

function Loaded({ view }: { view: View }) {
  const access = useAccess(view);
  const { matrix, repository, world, draft } = access;
  const cell = useStore(accessFocus, (state) => state.cell);
  const [isWanted, setWanted] = useState(false);
  const [isClosed, setClosed] = useState(false);
  if (!world) return <p class="none">Asking who may do what.</p>;
  if (!matrix || !repository) {
    return (
      <p class="none">There is no repository yet, so there is nothing to pull from or push to. Create one, and everyone's rights appear here.</p>
    );
  }
  const shown = cell ? found(access, cell) : isClosed ? undefined : firstChanged(access);
  const show = (place: CellPlace, isKey: boolean) => {
    setWanted(isKey);
    setClosed(false);
    accessFocus.setState({ cell: place });
  };
  const close = () => {
    setClosed(true);
    accessFocus.setState({ cell: undefined });
    if (shown) document.querySelector<HTMLElement>(`.matrix [data-at="${shown.at}"]`)?.focus();
  };
  return (
    // Firefox would make a tab stop of whatever scrolls; here the keyboard scrolls by walking the matrix.
    <div class="access" tabIndex={-1}>
      <Head access={access} changed={matrix.changed} />
      <Matrix matrix={matrix} name={repository.name} open={shown?.place} show={show} />
      <p class="keys-note" id="matrix-keys">
        Arrow keys move, Enter explains.
      </p>
      {shown && (
        <CellCard
          key={`${shown.place.principal} ${shown.place.action}`}
          label={shown.label}
          action={shown.place.action}
          cell={shown.cell}
          isEditing={draft !== undefined}
          isWanted={isWanted}
          close={close}
        />
      )}
      <AskOne world={world} matrix={matrix} repository={repository} now={view.now} />
      <Legend />
    </div>
  );
}

function found({ matrix }: Access, place: CellPlace) {
  const row = matrix?.rows.findIndex(({ key }) => key === place.principal) ?? -1;
  const column = matrix?.columns.findIndex(({ action }) => action === place.action) ?? -1;
  const cell = matrix?.rows[row]?.cells[column];
  return cell && { cell, place, label: matrix?.rows[row]?.label ?? "", at: `${row} ${column}` };
}

/** While nothing is chosen, the first thing that the draft changes is the one to read. */
function firstChanged(access: Access) {
  const { matrix } = access;
  const row = matrix?.rows.find(({ cells }) => cells.some(({ changed }) => changed));
  const action = matrix?.columns[row?.cells.findIndex(({ changed }) => changed) ?? -1]?.action;
  return row && action !== undefined ? found(access, { principal: row.key, action }) : undefined;
}

function Head({ access: { repositories, repository, choose, draft, isBehind }, changed }: { access: Access; changed: number }) {
  return (
    <div class="access-head">
      <h2>{repositories.length > 1 ? <label for="access-repository">Who can do what in</label> : `Who can do what in ${repository?.name}`}</h2>
      {repositories.length > 1 && (
        <select id="access-repository" value={repository?.key} onChange={({ currentTarget }) => choose(currentTarget.value)}>
          {repositories.map(({ key, account, region, name }) => (
            <option key={key} value={key}>
              {account === repositories[0]?.account && region === repositories[0].region ? name : `${name} (${account}, ${region})`}
            </option>
          ))}
        </select>
      )}
      <span class="gap" />
      <p role="status" class={draft && changed > 0 ? "will-change" : ""}>
        {draft && changedWords(changed)}
        {draft && isBehind && ", as of the last text that was JSON"}
      </p>
    </div>
  );
}

function Legend() {
  return (
    <ul class="access-legend" aria-label="What the signs mean">
      <li>
        <CellSign sign="yes" by="identity" /> identity policy
      </li>
      <li>
        <CellSign sign="yes" by="resource" /> repository or registry policy
      </li>
      <li>
        <CellSign sign="no" by="scp" /> limit of the organization
      </li>
      <li>
        <CellSign sign="no" by="boundary" /> permissions boundary
      </li>
      <li>
        <CellSign sign="half" by="resource" /> needs the other account's Allow too
      </li>
      <li>
        <CellSign sign="none" /> nobody says Allow
      </li>
      <li>
        <i class="sample" aria-hidden="true" /> changes if applied
      </li>
    </ul>
  );
}

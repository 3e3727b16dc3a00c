/** Under the editor's title: what the policy is for, as a path and as a choice, and the comparison. */
import { Icon } from "../../components/Icon.tsx";
import { type Choice, crumbsOf } from "./target.ts";
import { NO_TARGET, type Policy } from "./use-policy.ts";

interface PolicyHeadProps {
  readonly policy: Policy;
  /** `applied` or `saved`; undefined while there is nothing to compare with. */
  readonly comparable: string | undefined;
  readonly isComparing: boolean;
  compare(on: boolean): void;
}

export function PolicyHead({ policy, comparable, isComparing, compare }: PolicyHeadProps) {
  const { choice, choices, choose } = policy;
  const groups = [...new Set(choices.map(({ group }) => group))];
  const option = ({ key, label }: Choice) => (
    <option key={key} value={key}>
      {label}
    </option>
  );
  return (
    <div class="policy-head">
      {choice && (
        <ol class="crumbs" aria-label="What this policy is for">
          {crumbsOf(choice.target).map((crumb, index) => (
            <li key={crumb}>
              {index > 0 && <Icon name="right" />}
              {crumb}
            </li>
          ))}
        </ol>
      )}
      <span class="gap" />
      <label class="as">
        <span>Policy of</span>
        <select value={choice?.key ?? NO_TARGET} onChange={({ currentTarget }) => choose(currentTarget.value)}>
          {groups.map((group) => (
            <optgroup key={group} label={group}>
              {choices.filter((candidate) => candidate.group === group).map(option)}
            </optgroup>
          ))}
          <option value={NO_TARGET}>Nothing: only a file</option>
        </select>
      </label>
      {comparable && (
        <button type="button" class="btn small ghost" aria-pressed={isComparing} onClick={() => compare(!isComparing)}>
          Compare with {comparable}
        </button>
      )}
    </div>
  );
}

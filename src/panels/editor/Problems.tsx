/** The problems of a policy as a list: each leads to its place, says why it matters, and offers what would mend it. */
import { useEffect, useState } from "preact/hooks";
import type { Fix, Problem, Severity } from "../../../sandbox/policy.ts";
import { Icon } from "../../components/Icon.tsx";
import { placeOf } from "./surface.ts";

const WORDS: Record<Severity, string> = { error: "Error", security: "Security", warning: "Warning", suggestion: "Suggestion" };
const ORDER: readonly Severity[] = ["error", "security", "warning", "suggestion"];

interface ProblemsProps {
  readonly text: string;
  readonly problems: readonly Problem[];
  show(problem: Problem): void;
  mend(fix: Fix): void;
}

export function Problems({ text, problems, show, mend }: ProblemsProps) {
  if (problems.length === 0) return null;
  const sorted = [...problems].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) || a.from - b.from);
  return (
    <ul class="problems" aria-label="Problems">
      {sorted.map((problem) => (
        <li key={`${problem.code} ${problem.from}`} class={problem.severity}>
          <p>
            <Icon name={problem.severity === "error" ? "cross" : problem.severity === "suggestion" ? "question" : "half"} />
            <span class="unseen">{WORDS[problem.severity]}: </span>
            <b>{problem.message}</b> {problem.why}
          </p>
          <div class="ways">
            <button type="button" class="btn small ghost" onClick={() => show(problem)}>
              Line {placeOf(text, problem.from).line}
            </button>
            {problem.fixes.map((fix) => (
              <button type="button" class="btn small" key={fix.label} onClick={() => mend(fix)}>
                {fix.label}
              </button>
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** `2 problems`, in words for the footer and for screen readers. */
export function countOf(problems: readonly Problem[]): string {
  if (problems.length === 0) return "No problems";
  return problems.length === 1 ? "1 problem" : `${problems.length} problems`;
}

/** Milliseconds without a key after which the number of problems is said. */
const PAUSE = 900;

/** Says the number of problems to screen readers when typing pauses and it has changed. */
export function ProblemCount({ problems }: { readonly problems: readonly Problem[] }) {
  const words = countOf(problems);
  const [said, setSaid] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSaid(words), PAUSE);
    return () => clearTimeout(timer);
  }, [problems, words]);
  return (
    <p class="unseen" role="status">
      {said}
    </p>
  );
}

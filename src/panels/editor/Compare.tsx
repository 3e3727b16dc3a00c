/** What was beside what is: Monaco's comparison, or two columns of lines with what changed marked. */
import { useEffect, useRef } from "preact/hooks";
import { isDark } from "../../stores/settings.ts";
import { type DiffRow, diffRows } from "./diff-rows.ts";

interface CompareProps {
  readonly before: string;
  readonly after: string;
  /** `applied` or `saved`: what the left side is. */
  readonly what: string;
  readonly code: boolean;
}

export function Compare({ before, after, what, code }: CompareProps) {
  return code ? <CodeComparison before={before} after={after} what={what} /> : <PlainComparison before={before} after={after} what={what} />;
}

function CodeComparison({ before, after, what }: Omit<CompareProps, "code">) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let close: (() => void) | undefined;
    let isGone = false;
    void import("../../editor/code-editor.ts").then(({ openComparison }) => {
      if (!isGone && host.current) close = openComparison(host.current, before, after, `Compared with ${what}`, isDark());
    });
    return () => {
      isGone = true;
      close?.();
    };
  }, [before, after, what]);
  return <div class="code-host" ref={host} />;
}

function PlainComparison({ before, after, what }: Omit<CompareProps, "code">) {
  const rows = diffRows(before.split("\n"), after.split("\n"));
  const cell = (text: string | undefined, mark: string, isOther: boolean) => (
    <td class={isOther ? mark : ""}>
      {isOther && text !== undefined && <span class="unseen">{mark}: </span>}
      {text}
    </td>
  );
  return (
    <div class="comparison" role="region" aria-label={`Compared with ${what}`} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">As {what}</th>
            <th scope="col">As it stands here</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row: DiffRow, index) => (
            <tr key={index}>
              {cell(row.before, "removed", row.before !== row.after)}
              {cell(row.after, "added", row.before !== row.after)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What the learner has used, met and learned, to be looked up. Made from what this browser keeps. */
import { useState } from "preact/hooks";
import { counted } from "../../components/format.ts";
import { Inline } from "../../components/Inline.tsx";
import { progress } from "../../stores/progress.ts";
import { useStore } from "../../stores/use-store.ts";
import { MEANINGS } from "./meanings.ts";

/** What the page knows of the course. */
export interface CookbookData {
  readonly lessons: Readonly<Record<string, { readonly title: string; readonly href: string }>>;
  readonly terms: readonly { readonly word: string; readonly says: string; readonly lessons: readonly string[] }[];
}

export function Cookbook({ lessons, terms }: CookbookData) {
  const kept = useStore(progress, (state) => state);
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLowerCase();
  const fits = (...texts: (string | undefined)[]) => wanted === "" || texts.some((text) => text?.toLowerCase().includes(wanted));
  const commands = Object.entries(kept.commands)
    .filter(([words, { line }]) => fits(words, line))
    .sort(([a], [b]) => a.localeCompare(b));
  const errors = Object.entries(kept.errors)
    .filter(([code, { said, line }]) => fits(code, said, line, MEANINGS[code]?.meant, MEANINGS[code]?.helps))
    .sort(([a], [b]) => a.localeCompare(b));
  const learned = terms.filter((term) => term.lessons.some((slug) => (kept.lessons[slug]?.done ?? 0) > 0) && fits(term.word, term.says));
  const place = (where: string) => <Place lessons={lessons} where={where} />;
  return (
    <>
      <form class="search" role="search" onSubmit={(event) => event.preventDefault()}>
        <label for="search">Search</label>
        <input
          id="search"
          type="search"
          value={search}
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
        <span role="status">
          {counted(commands.length, "command")}, {counted(errors.length, "error")}, {counted(learned.length, "term")}
        </span>
      </form>
      <h2>Commands you have used</h2>
      {commands.length === 0 && <p>{wanted ? "None fits." : "None yet. What you enter in a lesson or in the sandbox is kept here."}</p>}
      <ul class="entries">
        {commands.map(([words, { line, count, where }]) => (
          <li key={words}>
            <h3>
              <code>{words}</code>
            </h3>
            <p class="where">
              {count === 1 ? "Used once" : `Used ${count} times`}, last in {place(where)}
            </p>
            <pre tabIndex={0}>{line}</pre>
          </li>
        ))}
      </ul>
      <h2>Errors you have met</h2>
      {errors.length === 0 && <p>{wanted ? "None fits." : "None yet. Meeting them is part of learning; what they meant will stand here."}</p>}
      <ul class="entries">
        {errors.map(([code, { said, line, count, where }]) => (
          <li key={code}>
            <h3>
              <code>{code}</code>
            </h3>
            <p class="where">
              {count === 1 ? "Met once" : `Met ${count} times`}, last in {place(where)}
            </p>
            <pre tabIndex={0}>{`$ ${line}\n${said}`}</pre>
            {MEANINGS[code] && (
              <p>
                <Inline text={`${MEANINGS[code].meant} ${MEANINGS[code].helps}`} />
              </p>
            )}
          </li>
        ))}
      </ul>
      <h2>Terms you have learned</h2>
      {learned.length === 0 && <p>{wanted ? "None fits." : "None yet. The words of a lesson stand here once its first task is done."}</p>}
      <dl class="terms">
        {learned.map(({ word, says }) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{says}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Place({ lessons, where }: { lessons: CookbookData["lessons"]; where: string }) {
  const lesson = lessons[where.replace(/^repair:/, "")];
  if (!lesson) return <>the sandbox</>;
  return <a href={lesson.href}>{lesson.title}</a>;
}

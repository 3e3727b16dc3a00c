/** The home page: the theme button, what is done of each lesson, where to go on, and progress as a file. */
import { counted } from "../components/format.ts";
import { containerLook } from "../digest/digest-colour.ts";
import { progress, replaceProgress } from "../stores/progress.ts";
import { joined, readProgressFile, writeProgress } from "../stores/progress-file.ts";
import type { Progress } from "../stores/progress-form.ts";
import { changeSettings, isDark } from "../stores/settings.ts";
import { keepOffline } from "./offline.ts";

document.getElementById("theme")?.addEventListener("click", () => changeSettings({ theme: isDark() ? "light" : "dark" }));

interface Mine {
  readonly slug: string;
  readonly number: string;
  readonly mark: HTMLElement;
  readonly done: number;
  readonly of: number;
  readonly right: number;
  readonly questions: number;
  readonly repaired: boolean;
}

function lessons({ lessons: kept, quiz }: Progress): Mine[] {
  return [...document.querySelectorAll<HTMLElement>("[data-lesson]")].map((mark) => {
    const { lesson: slug = "", number = "", questions } = mark.dataset;
    const { done, of } = kept[slug] ?? { done: 0, of: 1 };
    const right = Object.entries(quiz).filter(([key, answer]) => key.startsWith(`${slug}/`) && answer.right).length;
    const repair = kept[`repair:${slug}`];
    return { slug, number, mark, done, of, right, questions: Number(questions), repaired: repair !== undefined && repair.done >= repair.of };
  });
}

function show(): void {
  const mine = lessons(progress.getState());
  for (const lesson of mine) showLesson(lesson);
  showWay(mine);
  const done = mine.filter((lesson) => lesson.done >= lesson.of).length;
  const right = mine.reduce((sum, lesson) => sum + lesson.right, 0);
  const questions = mine.reduce((sum, lesson) => sum + lesson.questions, 0);
  const repaired = mine.filter((lesson) => lesson.repaired).length;
  const repairs = mine.filter(({ mark }) => mark.dataset.repair !== undefined).length;
  if (mine.every((lesson) => words(lesson) === "")) return;
  say(
    `${done} of ${counted(mine.length, "lesson")} done, ${right} of ${counted(questions, "question")} answered rightly, ${repaired} of ${counted(repairs, "broken world")} repaired.`,
  );
}

/** "3 of 5 tasks, 2 of 4 questions, repaired", or nothing. */
function words({ done, of, right, questions, repaired }: Mine): string {
  return [
    done > 0 ? `${done} of ${counted(of, "task")}` : "",
    right > 0 ? `${right} of ${counted(questions, "question")}` : "",
    repaired ? "repaired" : "",
  ]
    .filter(Boolean)
    .join(", ");
}

/** A done lesson gets a container painted by its name, as a digest of it would be. */
function showLesson(lesson: Mine): void {
  const { slug, mark, done, of } = lesson;
  const line = mark.closest("tr")?.querySelector<HTMLElement>(".mine");
  if (line) {
    line.textContent = words(lesson);
    line.hidden = line.textContent === "";
  }
  if (done === 0) return;
  mark.setAttribute("aria-label", done >= of ? "done" : `${done} of ${of} tasks done`);
  const label = document.createElement("b");
  label.textContent = `${done}/${of}`;
  mark.replaceChildren(label);
  if (done < of) return;
  const look = containerLook(
    [...slug]
      .reduce((hash, letter) => ((hash * 31 + letter.charCodeAt(0)) >>> 0) % 0xffffffff, 7)
      .toString(16)
      .padStart(12, "0"),
  );
  mark.className = `box ${look.classes}`;
  label.textContent = look.label.slice(0, 2);
}

/** Where one was; after a lesson that is done, the first that is not. */
function showWay(mine: readonly Mine[]): void {
  const way = document.getElementById("go-on") as HTMLAnchorElement | null;
  const isOpen = ({ done, of }: Mine) => done < of;
  const last = mine.find(({ slug }) => slug === progress.getState().last);
  const next = last && isOpen(last) ? last : mine.find(isOpen);
  const link = next?.mark.closest("tr")?.querySelector("a");
  if (!way || !next || !link || (!last && mine.every(({ done }) => done === 0))) return;
  way.href = link.href;
  way.textContent = `Go on with lesson ${next.number}`;
}

function say(sentence: string): void {
  const place = document.getElementById("progress-sum");
  if (place) place.textContent = sentence;
}

function save(): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([writeProgress(progress.getState())], { type: "application/json" }));
  link.download = "gantry-progress.json";
  link.click();
  URL.revokeObjectURL(link.href);
}

/** What a file adds is laid over what is here; a file that holds no progress changes nothing, and says so. */
async function open(file: File): Promise<void> {
  try {
    replaceProgress(joined(progress.getState(), readProgressFile(await file.text())));
    show();
  } catch (problem) {
    say(problem instanceof Error ? problem.message : String(problem));
  }
}

function enableFile(): void {
  const button = document.getElementById("progress-save");
  const label = document.getElementById("progress-open");
  const input = label?.querySelector("input");
  if (!button || !label || !input) return;
  button.hidden = false;
  label.hidden = false;
  button.addEventListener("click", save);
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    if (file) void open(file);
    input.value = "";
  });
}

show();
enableFile();
addEventListener("load", () => void keepOffline());

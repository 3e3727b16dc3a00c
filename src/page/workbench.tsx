/** The entry of lesson and sandbox pages: when the page has loaded, terminal and engine are sent for, and panels come alive meanwhile. */
import { type ComponentChild, hydrate } from "preact";
import { Clock } from "../panels/clock/Clock.tsx";
import { LessonMarks } from "../panels/course/LessonMarks.tsx";
import { History } from "../panels/history/History.tsx";
import { WhoAmI } from "../panels/identity/WhoAmI.tsx";
import { See, SHOW_PANEL } from "../panels/See.tsx";
import { Settings } from "../panels/Settings.tsx";
import { LessonFoot } from "../panels/tasks/LessonFoot.tsx";
import { TaskCard } from "../panels/tasks/TaskCard.tsx";
import { actions, ask } from "../session/actions.ts";
import { boot } from "../session/boot.ts";
import { edited } from "../stores/edited.ts";
import { recordLesson, recordVisit } from "../stores/progress.ts";
import { session } from "../stores/session.ts";
import { transcript } from "../stores/transcript.ts";
import { why } from "../stores/why.ts";
import { enableDividers } from "./dividers.ts";
import { enableKeys } from "./keys.ts";
import { enableProse } from "./prose.ts";
import { enableRouter } from "./router.ts";
import { type LessonTarget, pageTarget } from "./target.ts";

/** Makes the static markup inside an element alive, once. */
function enliven(id: string | HTMLElement | null, content: ComponentChild): void {
  const element = typeof id === "string" ? document.getElementById(id) : id;
  if (!element || element.dataset.alive !== undefined) return;
  element.dataset.alive = "";
  hydrate(content, element);
}

/** Runs on the first page and on every page that the router swaps in; what persists is alive already. */
function enlivenPage(): void {
  enliven("bar-tools", [<WhoAmI key="who" />, <Clock key="clock" />, <Settings key="settings" />]);
  enliven("history", <History />);
  enliven("see", <See />);
  const target = pageTarget();
  if ("lesson" in target) enlivenLesson(target);
  enableProse();
  enableDividers();
}

/** Questions open and close without script: what enlivens them lets the engine pass, but does not wait for one that never comes. */
const calm = Promise.race([actions, new Promise((resolve) => setTimeout(resolve, 5000))]);

function enlivenLesson({ lesson, next, before, back, slugs, play, look }: LessonTarget): void {
  if (slugs) enliven("lesson-marks", <LessonMarks slugs={slugs} here={lesson.slug} />);
  if (slugs) recordVisit(lesson.slug);
  const quiz = document.querySelector<HTMLElement>("[data-quiz]");
  const way = document.querySelector<HTMLAnchorElement>('.course a[aria-label^="Next"], a[data-back]')?.getAttribute("href");
  const ways = { next: next ?? undefined, back, hasQuiz: quiz !== null, ...(way ? { wayHref: way } : {}) };
  enliven("lesson-foot", <LessonFoot lesson={lesson} {...ways} />);
  for (const task of lesson.tasks)
    enliven(document.querySelector<HTMLElement>(`section[data-task="${task.id}"]`), <TaskCard lesson={lesson} task={task} />);
  void calm.then(async () => {
    if (lesson.predicts.length > 0) (await import("../panels/predict/Prediction.tsx")).enlivenPredictions(lesson);
    if (quiz) (await import("../panels/quiz/Quiz.tsx")).enlivenQuiz(quiz);
  });
  const beginning = document.getElementById("lesson-start");
  if (beginning && before) ask(async () => (await import("../panels/tasks/Beginning.tsx")).enlivenBeginning(beginning, lesson.slug, before));
  if (slugs) resume(lesson);
  if (look) ask(() => document.dispatchEvent(new CustomEvent(SHOW_PANEL, { detail: look })));
  const proof = document.getElementById("proof");
  if (proof && play) void import("../panels/quiz/Proof.tsx").then(({ enlivenProof }) => enlivenProof(proof, lesson));
}

/** Brings the open task of a lesson that was begun earlier into view, unless the learner has gone somewhere else meanwhile. */
function resume({ slug }: LessonTarget["lesson"]): void {
  const stop = session.subscribe(({ view, lesson }) => {
    if (lesson?.slug !== slug || !view) return;
    stop();
    const open = view.tasks.find(({ status }) => status === "open");
    const scroll = document.querySelector("#lesson .scroll");
    if (!open || !view.tasks.some(({ status }) => status === "done") || location.hash !== "" || scroll?.scrollTop !== 0) return;
    // The cards are drawn anew first: done ones get shorter.
    requestAnimationFrame(() => document.getElementById(`task-${open.id}`)?.scrollIntoView({ block: "center" }));
  });
}

session.subscribe(({ view, lesson, isProof }) => {
  if (!view || !lesson || isProof) return;
  const tasks = view.tasks.filter(({ status }) => status === "done").map(({ id }) => id);
  const needed = lesson.tasks.filter(({ optional }) => !optional).map(({ id }) => id);
  recordLesson(lesson.slug, { done: needed.filter((id) => tasks.includes(id)).length, of: needed.length, tasks });
});

/** A command that has just ended is noted for the cookbook; what a proof enters by itself is not. */
transcript.subscribe(({ blocks }, { blocks: before }) => {
  const block = blocks.at(-1);
  if (block?.status === undefined || session.getState().isProof) return;
  if (before.some(({ id, status }) => id === block.id && status === undefined))
    void import("../stores/met.ts").then(({ noteBlock }) => noteBlock(block));
});

const forgetOpening = edited.subscribe(({ file }) => {
  const place = document.getElementById("editor");
  if (!file || !place) return;
  import("../panels/editor/Editor.tsx").then(
    ({ openEditor }) => {
      forgetOpening();
      openEditor(place);
    },
    () => {
      edited.setState({ file: undefined });
      ask((actions) => actions.note("The editor could not be loaded. Try again when the network is back."));
    },
  );
});

const forgetCard = why.subscribe(({ request }) => {
  const place = document.getElementById("why");
  if (!request || !place) return;
  import("../panels/why/WhyCard.tsx").then(
    ({ openWhyCard }) => {
      forgetCard();
      openWhyCard(place);
    },
    () => {
      why.setState({ request: undefined });
      ask((actions) => actions.note("The reason could not be loaded. Try again when the network is back."));
    },
  );
});

enableKeys();
enableRouter();
// The first page while terminal and engine are under way: both are asked for first, since they take longest to come.
// Every other page when the router has swapped it in.
function begin(): void {
  boot();
  enlivenPage();
}
let isFirst = true;
document.addEventListener("astro:page-load", () => {
  if (!isFirst) enlivenPage();
  isFirst = false;
});
document.addEventListener("astro:after-swap", () => {
  edited.setState({ file: undefined });
  why.setState({ request: undefined });
});
if (document.readyState === "complete") begin();
else addEventListener("load", begin, { once: true });

/**
 * Starts the terminal and the engine and connects them to the page. The prompt is shown and can be typed at as soon as the terminal is
 * there, and what was entered is run as soon as the engine is. The engine is sent for when the prompt has been painted: on two
 * cores the prompt is there a fifth sooner than when both are parsed at once, and the engine hardly later.
 */
import { keepOffline } from "../page/offline.ts";
import { pageTarget } from "../page/target.ts";
import { forget } from "../stores/kept.ts";
import { session } from "../stores/session.ts";
import { type Block, forgetTranscript, openTranscript, promptOf, saveTranscript } from "../stores/transcript.ts";
import { Console } from "../terminal/console.ts";
import { terminalDisplay } from "../terminal/display.ts";
import { provideActions } from "./actions.ts";
import { showTurn } from "./banner.ts";
import { Engine, type OpenTarget } from "./engine.ts";

export async function boot(): Promise<void> {
  const first = document.getElementById("target")?.textContent;
  const terminal = new Console({
    stuck: () =>
      void engine.restart().then(() => terminal.note("That program did not stop on Ctrl-C. The computer was started again from what it had saved.")),
  });
  const engine = new Engine({
    view: (view) => session.setState({ view }),
    port: (port) => terminal.connect(port),
    turn(writes) {
      terminal.locked = !writes;
      session.setState({ status: writes ? "ready" : "elsewhere" });
      showTurn(writes, () => void engine.restart(true));
    },
    keepsNothing: () => terminal.note("This browser allows no storage here: what you do lasts until you leave the page."),
    stopped: (problem) => session.setState({ status: "stopped", problem }),
  });
  const { target, slot, blocks, play } = enter();
  terminal.expect(promptOf(slot));
  const display = await terminalDisplay(terminal, blocks);
  await painted();
  const started = engine.start();
  const opened = engine.open(target);
  await started;
  session.setState({ view: await opened });
  terminal.type(play);
  const open = async () => {
    const next = enter();
    display.replay(next.blocks);
    session.setState({ view: await engine.open(next.target) });
    terminal.type(next.play);
  };
  provideActions({
    type: (lines, run) => (run ? terminal.type(lines) : terminal.draft(lines[0] ?? "")),
    undo: async () => session.setState({ view: await engine.api.undo() }),
    redo: async () => session.setState({ view: await engine.api.redo() }),
    async eraseAll() {
      removeEventListener("pagehide", saveTranscript);
      engine.stop();
      await forgetEverything();
      location.reload();
    },
    reset: async (what, task) => session.setState({ view: await engine.api.reset(what, task) }),
    fitting: (slots) => engine.api.fitting(slots),
    async begin(how) {
      if (!("lesson" in pageTarget())) return;
      forgetTranscript(document.body.dataset.slot ?? "");
      const { target, blocks } = enter();
      display.replay(blocks);
      session.setState({ view: await engine.open({ ...target, ...how }) });
    },
    advance: async (milliseconds) => session.setState({ view: await engine.api.advance(milliseconds) }),
    answer: async (id, value) => session.setState({ view: await engine.api.answer(id, value) }),
    save: (path, text) => terminal.save(path, text),
    probe: (lines) => engine.api.probe(lines),
    permissions: () => engine.api.permissions(),
    exportState: () => engine.api.exportState(),
    importState: async (file) => session.setState({ view: await engine.api.importState(file) }),
    continueHere: () => engine.restart(true),
    focusTerminal: () => display.focus(),
  });
  document.addEventListener("astro:page-load", () => void open());
  // The learner may have gone on to another page while the engine was starting.
  if (document.getElementById("target")?.textContent !== first) await open();
  addEventListener("pagehide", saveTranscript);
  await engine.ready();
  performance.mark("gantry:shell");
  void keepOffline();
}

/** Empties what the browser keeps of Gantry, but for the settings. */
async function forgetEverything(): Promise<void> {
  forget((key) => key.startsWith("gantry-") && !/^gantry-(settings|dividers)$/.test(key));
  await new Promise<void>((resolve) => {
    const request = indexedDB.deleteDatabase("gantry");
    // Another tab holds it open: it goes when that tab does.
    request.onsuccess = request.onerror = request.onblocked = () => resolve();
  }).catch(() => undefined); // Where storage is blocked there is no database either.
}

/** Resolves after the next frame, or after a moment in a tab that paints none. */
function painted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, 200);
  });
}

interface Entered {
  readonly target: OpenTarget;
  readonly slot: string;
  readonly blocks: readonly Block[];
  /** Lines to be entered once it is open. */
  readonly play: readonly string[];
}

/** Turns the page to its target: what the stores hold is of that session from now on. */
function enter(): Entered {
  const page = pageTarget();
  const play = "lesson" in page ? page.play : undefined;
  const target: OpenTarget = "lesson" in page ? { lesson: page.lesson, ...(play ? { fresh: true } : {}) } : { world: page.world };
  const slot = "lesson" in target ? `lesson:${target.lesson.slug}` : `world:${target.world}`;
  session.setState({ lesson: "lesson" in target ? target.lesson : undefined, isProof: play !== undefined, view: undefined });
  document.body.dataset.slot = slot;
  if (play) forgetTranscript(slot);
  return { target, slot, blocks: openTranscript(slot), play: play ?? [] };
}

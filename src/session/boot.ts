/**
 * Starts the terminal and the engine and connects them to the page. The prompt is shown and can be typed at as soon as the terminal is
 * there, and what was entered is run as soon as the engine is. The engine is sent for when the prompt has been painted: on two
 * cores the prompt is there a fifth sooner than when both are parsed at once, and the engine hardly later.
 */
import { dropEarlyKeys } from "../page/keys.ts";
import { keepOffline } from "../page/offline.ts";
import { pageTarget } from "../page/target.ts";
import { forget } from "../stores/kept.ts";
import { session } from "../stores/session.ts";
import { type Block, forgetTranscript, openTranscript, promptOf, saveTranscript, transcript } from "../stores/transcript.ts";
import { Console } from "../terminal/console.ts";
import { type TerminalDisplay, terminalDisplay } from "../terminal/display.ts";
import { provideActions } from "./actions.ts";
import { showTurn } from "./banner.ts";
import type { View } from "./contract.ts";
import { Engine, type OpenTarget } from "./engine.ts";

export function boot(): void {
  start().catch((problem: unknown) => session.setState({ status: "stopped", problem: problem instanceof Error ? problem.message : String(problem) }));
}

async function start(): Promise<void> {
  const terminal = new Console({
    stuck: () => void engine.restart().then(() => terminal.note("That program did not stop. The computer was started again from what it had saved.")),
  });
  const engine = new Engine({
    view: show,
    port: (port) => terminal.connect(port),
    turn(writes) {
      terminal.locked = !writes;
      session.setState({ status: writes ? "ready" : "elsewhere" });
      showTurn(writes, () => void takeOver());
    },
    keepsNothing: () => terminal.note("This browser allows no storage here: what you do lasts until you leave the page."),
    stopped: (problem) => session.setState({ status: "stopped", problem }),
  });
  const open = async (entered: Entered) => {
    await engine.open(entered.target);
    // The learner may have gone on meanwhile.
    if (entered === here) terminal.type(entered.play);
  };
  let display: TerminalDisplay | undefined;
  let started: Promise<void> | undefined;
  let page = document.getElementById("target");
  let here = enter();
  terminal.turn(here.slot, promptOf(here.slot));
  const turn = async (how?: Begin) => {
    here = enter(how);
    if (display) display.replay(here.blocks);
    else dropEarlyKeys();
    terminal.turn(here.slot, promptOf(here.slot));
    if (started) await open(here);
  };
  // From the very first: the learner may go on to another page while terminal and engine are under way, and enter something there.
  document.addEventListener("astro:page-load", () => {
    const shown = document.getElementById("target");
    if (shown === page) return;
    page = shown;
    void turn();
  });
  display = await terminalDisplay(terminal);
  await painted();
  // What the other tab has shown meanwhile is shown here too.
  const takeOver = () => {
    display?.replay(openTranscript(here.slot));
    terminal.turn(here.slot, promptOf(here.slot));
    return engine.restart(true);
  };
  started = engine.start();
  const opened = open(here);
  await started;
  await opened;
  provideActions({
    type: (lines, run) => (run ? terminal.type(lines) : terminal.draft(lines[0] ?? "")),
    note: (text) => terminal.note(text),
    undo: async () => show(await engine.api.undo()),
    redo: async () => show(await engine.api.redo()),
    async eraseAll() {
      removeEventListener("pagehide", saveTranscript);
      engine.stop();
      await forgetEverything();
      location.reload();
    },
    reset: async (what, task) => show(await engine.api.reset(what, task)),
    fitting: (slots) => engine.api.fitting(slots),
    async begin(how) {
      if ("lesson" in pageTarget()) await turn(how);
    },
    advance: async (milliseconds) => show(await engine.api.advance(milliseconds)),
    answer: async (id, value) => show(await engine.api.answer(id, value)),
    save: (path, text) => terminal.save(path, text),
    probe: (lines) => engine.api.probe(lines),
    permissions: () => engine.api.permissions(),
    exportState: () => engine.api.exportState(),
    importState: async (file) => show(await engine.api.importState(file)),
    continueHere: takeOver,
    focusTerminal: () => display?.focus(),
  });
  addEventListener("pagehide", saveTranscript);
  // Without the interpreter the first line says so.
  await engine.ready().catch(() => undefined);
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

/** The newest view of what the page shows; one of a session that has been left comes too late. */
function show(view: View): void {
  if (view.slot === transcript.getState().slot) session.setState({ view });
}

/** Begins a lesson anew: as it is made, or in the world of another session. */
type Begin = { readonly from: string } | { readonly fresh: true };

interface Entered {
  readonly target: OpenTarget;
  readonly slot: string;
  readonly blocks: readonly Block[];
  /** Lines to be entered once it is open. */
  readonly play: readonly string[];
}

/** Turns the page to its target: what the stores hold is of that session from now on. */
function enter(how?: Begin): Entered {
  const page = pageTarget();
  const play = "lesson" in page ? page.play : undefined;
  const target: OpenTarget = "lesson" in page ? { lesson: page.lesson, ...(play ? { fresh: true } : {}), ...how } : { world: page.world };
  const slot = "lesson" in target ? `lesson:${target.lesson.slug}` : `world:${target.world}`;
  saveTranscript();
  session.setState({ lesson: "lesson" in target ? target.lesson : undefined, isProof: play !== undefined, view: undefined });
  document.body.dataset.slot = slot;
  if (play || how) forgetTranscript(slot);
  return { target, slot, blocks: openTranscript(slot), play: play ?? [] };
}

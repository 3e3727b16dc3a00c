/** Starts the engine and the terminal, and connects them to the page. Loaded when the page has finished loading. */
import { keepOffline } from "../page/offline.ts";
import { pageTarget } from "../page/target.ts";
import { session } from "../stores/session.ts";
import { openTranscript, saveTranscript } from "../stores/transcript.ts";
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
  const started = engine.start();
  const display = terminalDisplay(terminal);
  const open = async () => {
    const page = pageTarget();
    const target: OpenTarget = "lesson" in page ? { lesson: page.lesson } : { world: page.world };
    session.setState({ lesson: "lesson" in target ? target.lesson : undefined, view: undefined });
    const slot = "lesson" in target ? `lesson:${target.lesson.slug}` : `world:${target.world}`;
    document.body.dataset.slot = slot;
    (await display).replay(openTranscript(slot));
    session.setState({ view: await engine.open(target) });
  };
  await started;
  await open();
  provideActions({
    type: (lines, run) => (run ? terminal.type(lines) : terminal.draft(lines[0] ?? "")),
    undo: async () => session.setState({ view: await engine.api.undo() }),
    redo: async () => session.setState({ view: await engine.api.redo() }),
    reset: async (what, task) => session.setState({ view: await engine.api.reset(what, task) }),
    advance: async (milliseconds) => session.setState({ view: await engine.api.advance(milliseconds) }),
    answer: async (id, value) => session.setState({ view: await engine.api.answer(id, value) }),
    save: (path, text) => terminal.save(path, text),
    probe: (lines) => engine.api.probe(lines),
    exportState: () => engine.api.exportState(),
    importState: async (file) => session.setState({ view: await engine.api.importState(file) }),
    continueHere: () => engine.restart(true),
    focusTerminal: () => void display.then((shown) => shown.focus()),
  });
  document.addEventListener("astro:page-load", () => void open());
  // The learner may have gone on to another page while the engine was starting.
  if (document.getElementById("target")?.textContent !== first) await open();
  addEventListener("pagehide", saveTranscript);
  void keepOffline();
}

/** The headless terminal on a real tty: raw mode, the page's own line editor, frames of the page's own session. */
import { createLine, type Line, type Reaction } from "../editor.ts";
import type { TerminalIn, TerminalOut, TerminalPort } from "../session/api.ts";
import type { Session } from "../session/session.ts";

const DIM = "\x1b[2m";
const PLAIN = "\x1b[0m";
/** Bracketed paste, so that pasted lines are one paste and not many Returns. */
const PASTE_ON = "\x1b[?2004h";
const PASTE_OFF = "\x1b[?2004l";

function screenSize(): { columns: number; rows: number } {
  return { columns: process.stdout.columns ?? 80, rows: process.stdout.rows ?? 24 };
}

/** Writes what a frame shows. */
function paint(line: Line, frame: Exclude<TerminalOut, { readonly kind: "mode" | "completions" | "exit" }>, send: (data: TerminalIn) => void): void {
  const { stdout } = process;
  switch (frame.kind) {
    case "out":
    case "err":
      stdout.write(line.output(frame.text), () => send({ kind: "drawn", length: frame.text.length }));
      break;
    case "notice":
      stdout.write(line.output(`${DIM}${frame.text}${frame.run === undefined ? "" : ` ${frame.run}`}${PLAIN}\n`));
      break;
    case "clear":
      stdout.write(line.clear());
      break;
  }
}

/** Talks to a person until they leave; resolves with the exit status. */
export async function interactive(session: Session): Promise<number> {
  const { stdin, stdout } = process;
  const line = createLine({ size: screenSize(), history: session.machine().shell.state.history });
  let leave: (status: number) => void = () => {};
  const left = new Promise<number>((resolve) => {
    leave = resolve;
  });
  let status = 0;
  /** How the line is read. The editor's own mode is another one as soon as Ctrl-D has left it. */
  let mode: Line["state"]["mode"] = "busy";
  const send = (data: TerminalIn) => port.onmessage?.({ data });

  const act = ({ ansi, effects }: Reaction): void => {
    stdout.write(ansi);
    for (const effect of effects) {
      if (effect.kind === "submit") send({ kind: "line", text: effect.text });
      else if (effect.kind === "interrupt") send({ kind: "signal", name: "INT" });
      else if (effect.kind === "complete") send({ kind: "complete", id: effect.id, line: effect.line, cursor: effect.cursor });
      else if (effect.kind === "eof") {
        if (mode === "prompt") leave(status);
        else send({ kind: "eof" });
      }
    }
  };

  const port: TerminalPort = {
    onmessage: null,
    close() {},
    postMessage: (message) => show(message as TerminalOut),
  };

  function show(frame: TerminalOut): void {
    if (frame.kind === "mode") {
      mode = frame.mode;
      if (frame.mode === "prompt") line.setHistory(session.machine().shell.state.history);
      act(line.setMode(frame.mode, frame.prompt));
    } else if (frame.kind === "completions") act(line.completions(frame));
    else if (frame.kind === "exit") {
      status = frame.status;
      const exited = session.takeExited();
      if (exited !== undefined) leave(exited);
    } else paint(line, frame, send);
  }

  const typed = (data: Buffer) => act(line.feed(data.toString("utf8")));
  const resized = () => {
    const size = screenSize();
    stdout.write(line.resize(size));
    send({ kind: "resize", ...size });
  };
  stdin.setRawMode(true);
  stdin.on("data", typed);
  stdout.on("resize", resized);
  stdout.write(PASTE_ON);
  await session.attach(port);
  resized();
  const ended = await left;
  stdout.write(PASTE_OFF);
  stdin.off("data", typed);
  stdin.setRawMode(false);
  stdin.pause();
  return ended;
}

/** The headless terminal on a real tty, until the shared line editor is wired: lines as the system's own discipline gives them. */
import { createInterface } from "node:readline";
import type { TerminalIn, TerminalOut } from "../session/api.ts";
import type { Session } from "../session/session.ts";

export function interactive(session: Session): Promise<number> {
  return new Promise((resolve) => {
    const lines = createInterface({ input: process.stdin, output: process.stdout, terminal: true });
    let status = 0;
    const port = {
      onmessage: null as ((event: { data: TerminalIn }) => void) | null,
      close() {},
      postMessage(frame: TerminalOut) {
        switch (frame.kind) {
          case "out":
          case "err":
            (frame.kind === "out" ? process.stdout : process.stderr).write(frame.text, () => port.onmessage?.({ data: { kind: "drawn", length: frame.text.length } }));
            break;
          case "mode":
            if (frame.mode !== "busy") {
              lines.setPrompt(frame.prompt);
              lines.prompt();
            }
            break;
          case "notice":
            process.stderr.write(`\x1b[2m${frame.text}${frame.run ? ` ${frame.run}` : ""}\x1b[0m\n`);
            break;
          case "exit":
            status = session.takeExited() ?? frame.status;
            break;
        }
      },
    };
    const send = (data: TerminalIn) => port.onmessage?.({ data });
    lines.on("line", (text) => send({ kind: "line", text }));
    lines.on("SIGINT", () => send({ kind: "signal", name: "INT" }));
    lines.on("close", () => resolve(status));
    void session.attach(port);
  });
}

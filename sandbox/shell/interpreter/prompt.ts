/** The text of a prompt, known before the interpreter itself has been fetched. */
import type { ShellState } from "./state.ts";

/** `PS1` or `PS2` with its escapes filled in. */
export function promptText(state: ShellState, kind: "PS1" | "PS2"): string {
  const { variables, cwd } = state;
  const template = variables[kind]?.value ?? (kind === "PS1" ? "\\u@\\h:\\w\\$ " : "> ");
  const home = variables.HOME?.value ?? "";
  const short = home !== "" && (cwd === home || cwd.startsWith(`${home}/`)) ? `~${cwd.slice(home.length)}` : cwd;
  const values: Readonly<Record<string, string>> = {
    u: variables.USER?.value ?? "learner",
    h: (variables.HOSTNAME?.value ?? "gantry").split(".")[0] ?? "",
    H: variables.HOSTNAME?.value ?? "gantry",
    w: short,
    W: short.slice(short.lastIndexOf("/") + 1) || "/",
    $: "$",
    n: "\n",
    r: "\r",
    a: "",
    e: "\x1b",
    s: "bash",
    v: "5.2",
    "\\": "\\",
    "[": "",
    "]": "",
  };
  return template.replace(/\\(033|[\s\S])/g, (whole, letter: string) => (letter === "033" ? "\x1b" : (values[letter] ?? whole)));
}

/** `node sandbox/node.js control PATH COMMAND`: one command to a running server; prints its answer. */

import { sendControl } from "./control.ts";
import { COMMANDS } from "./control-commands.ts";

/** 0 when the server did it, 1 when it did not, 2 for a call without a command. */
export async function controlCommand([path, ...words]: readonly string[]): Promise<number> {
  if (path === undefined || words.length === 0) {
    const lines = Object.entries(COMMANDS).map(([command, does]) => `  ${command.padEnd(12)} ${does}`);
    console.error(`Usage: node sandbox/node.js control PATH COMMAND\n\n${lines.join("\n")}`);
    return 2;
  }
  let said: string;
  try {
    said = await sendControl(path, words);
  } catch (error) {
    console.error(`no server answers at ${path}: ${(error as Error).message}`);
    return 1;
  }
  const answer = JSON.parse(said) as { ok: boolean; error?: string };
  if (!answer.ok) console.error(answer.error);
  else console.log(JSON.stringify({ ...answer, ok: undefined }, null, 2));
  return answer.ok ? 0 : 1;
}

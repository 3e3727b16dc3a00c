import { usage, type Word } from "./host.ts";

function travel(direction: "undo" | "redo"): Word {
  return (host) => async (context) => {
    if (context.args.length > 0) return usage(context, "");
    host.after(direction);
    return 0;
  };
}

/** Takes the newest command back: the world, the files, the shell. */
export const undo: Word = travel("undo");

/** Does the newest undone command again. */
export const redo: Word = travel("redo");

/** `reset` starts the lesson again, `reset TASK` goes back to where that task opened. Both can be undone. */
export const reset: Word = (host) => async (context) => {
  const [task, ...rest] = context.args;
  if (rest.length > 0) return usage(context, "[TASK]");
  if (host.after("reset", task)) return 0;
  await context.stderr.write(`reset: no open or done task is called ${task}\n`);
  return 1;
};

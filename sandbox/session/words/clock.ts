import { parseDuration } from "../presets/durations.ts";
import { instantText, usage, type Word } from "./host.ts";

/** `clock` shows the virtual time, `clock +13h` lets it pass. */
export const clock: Word = (host) => async (context) => {
  const [jump, ...rest] = context.args;
  if (rest.length > 0) return usage(context, "[+DURATION]");
  if (jump !== undefined) {
    const milliseconds = parseDuration(jump);
    if (milliseconds === undefined) return usage(context, "[+DURATION], for instance +1h, +12h, +3d");
    host.advance(milliseconds);
  }
  await context.stdout.write(`${instantText(host.machine().store.now())}\n`);
  return 0;
};

import { changeMeta } from "../machine.ts";
import { FAULTS, faultFrom, faultText } from "../presets/faults.ts";
import { usage, type Word } from "./host.ts";

/** `fault` lists what is wrong on purpose, `fault throttle` lets something go wrong, `fault clear` ends it all. */
export const fault: Word = (host) => async (context) => {
  const [name, given, ...rest] = context.args;
  const { store } = host.machine();
  const { faults = [] } = store.meta;
  if (rest.length > 0 || name === "--help") return usage(context, `[clear | ${Object.keys(FAULTS).join(" | ")}] [HOST | REGION | BLOBS | DURATION]`);
  if (name === undefined) {
    const kinds = Object.entries(FAULTS).map(([kind, { takes, says }]) => `  ${`${kind} ${takes.toUpperCase()}`.padEnd(20)} ${says}\n`);
    await context.stdout.write(
      faults.length > 0 ? faults.map((one) => `${faultText(one)}\n`).join("") : `nothing is wrong; there are\n${kinds.join("")}`,
    );
    return 0;
  }
  if (name === "clear") {
    changeMeta(store, () => ({ faults: [], network: "open" }));
    return 0;
  }
  const read = faultFrom(name, given);
  if ("problem" in read) {
    await context.stderr.write(`fault: ${read.problem}\n`);
    return 2;
  }
  changeMeta(store, () => ({ faults: [...faults.filter(({ kind }) => kind !== read.kind), read] }));
  return 0;
};

import { usage, type Word } from "./host.ts";

/** `visit NAME` lets somebody else do what the world says of them; without a name it lists who may come. */
export const visit: Word = (host) => async (context) => {
  const [name, ...rest] = context.args;
  if (rest.length > 0) return usage(context, "[NAME]");
  if (name === undefined) {
    const names = host.visits();
    await context.stdout.write(names.length === 0 ? "Nobody else works in this world.\n" : `${names.join("\n")}\n`);
    return 0;
  }
  if (await host.visit(name)) return 0;
  await context.stderr.write(`visit: nobody here is called ${name}\n`);
  return 1;
};

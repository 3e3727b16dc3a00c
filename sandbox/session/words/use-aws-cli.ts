import { changeMeta } from "../machine.ts";
import { usage, type Word } from "./host.ts";

/** `use-aws-cli 1` and `use-aws-cli 2` change which AWS CLI is installed; without a number it says which one is. */
export const useAwsCli: Word = (host) => async (context) => {
  const [version, ...rest] = context.args;
  const { store } = host.machine();
  if (rest.length > 0 || (version !== undefined && version !== "1" && version !== "2")) return usage(context, "1|2");
  if (version !== undefined) changeMeta(store, () => ({ cli: version === "1" ? 1 : 2 }));
  await context.stdout.write(`aws is now AWS CLI ${store.meta.cli}.\n`.replace("now ", version === undefined ? "" : "now "));
  return 0;
};

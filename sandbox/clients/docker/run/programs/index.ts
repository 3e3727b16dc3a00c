/** Programs that only images have. They do a little, truthfully, and say what they cannot do. */
import type { Installed } from "../../../../shell/program.ts";
import { apk } from "./apk.ts";
import { helloWorld } from "./hello-world.ts";
import { node } from "./node.ts";
import { npm } from "./npm.ts";
import { aptGet, nginx, npx, python } from "./others.ts";
import { pip } from "./pip.ts";

export function imagePrograms(): readonly Installed[] {
  return [apk, aptGet, helloWorld, nginx, node, npm, npx, pip, python];
}

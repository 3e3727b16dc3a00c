/** `node` inside an image: says its version; there is no JavaScript engine for images here, and it says so. */
import { text } from "../../../../kernel/bytes.ts";
import type { Installed } from "../../../../shell/program.ts";

const VERSION_FILE = "/usr/local/include/node-version";

export const node: Installed = {
  name: "node",
  summary: "Node.js of an image: its version only",
  async program({ args, files, stdout, stderr }) {
    if (args[0] === "--version" || args[0] === "-v") {
      await stdout.write(files.stat(VERSION_FILE) ? text(await files.read(VERSION_FILE)) : "v22.16.0\n");
      return 0;
    }
    await stderr.write("gantry: the sandbox has no JavaScript engine for images; of node only --version runs here.\n");
    return 126;
  },
};

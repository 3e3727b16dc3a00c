/** Programs of images that can only say who they are. */
import { text } from "../../../../kernel/bytes.ts";
import type { Installed } from "../../../../shell/program.ts";

export const python: Installed = {
  name: "python",
  summary: "Python of an image: its version only",
  async program({ args, stdout, stderr, files }) {
    if (args[0] === "--version" || args[0] === "-V") {
      const library = files.stat("/usr/local/lib") ? files.list("/usr/local/lib").find((name) => name.startsWith("python3")) : undefined;
      const file = `/usr/local/lib/${library}/this-is-python`;
      await stdout.write(files.stat(file) ? text(await files.read(file)) : "Python 3.12.12\n");
      return 0;
    }
    await stderr.write("gantry: the sandbox has no Python for images; of python only --version runs here.\n");
    return 126;
  },
};

export const nginx: Installed = {
  name: "nginx",
  summary: "nginx of an image: its version and configuration test only",
  async program({ args, stderr, files }) {
    const file = "/usr/share/nginx/version";
    const version = files.stat(file) ? text(await files.read(file)).trim() : "nginx/1.28.0";
    if (args[0] === "-v" || args[0] === "-V") {
      await stderr.write(`nginx version: ${version}\n`);
      return 0;
    }
    await stderr.write("gantry: containers of this sandbox have no ports, so nginx does not serve; nginx -v runs.\n");
    return 126;
  },
};

export const npx: Installed = {
  name: "npx",
  summary: "runs packages; not here",
  async program({ stderr }) {
    await stderr.write("gantry: the sandbox has no JavaScript engine for images, so npx runs nothing.\n");
    return 126;
  },
};

export const aptGet: Installed = {
  name: "apt-get",
  summary: "Debian's package manager; offline",
  async program({ args, stderr }) {
    if (args.includes("clean") || args.includes("autoremove")) return 0;
    await stderr.write("E: Unable to fetch some archives\ngantry: this apt-get is offline and has no packages; images on Alpine have a small apk.\n");
    return 100;
  },
};

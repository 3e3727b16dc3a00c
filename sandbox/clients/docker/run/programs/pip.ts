/** `pip install` from a tiny catalogue: each package becomes a folder in site-packages. Nothing is downloaded. */
import { text } from "../../../../kernel/bytes.ts";
import { join } from "../../../../shell/files/paths.ts";
import type { Installed, ProgramContext } from "../../../../shell/program.ts";

const CATALOGUE: Readonly<Record<string, string>> = {
  boto3: "1.40.55",
  fastapi: "0.119.1",
  flask: "3.1.2",
  gunicorn: "23.0.0",
  jinja2: "3.1.6",
  pydantic: "2.12.3",
  requests: "2.32.5",
  uvicorn: "0.38.0",
};

const LIBRARY = "/usr/local/lib";

export const pip: Installed = {
  name: "pip",
  summary: "Python's package installer, with a tiny catalogue",
  async program(context) {
    const { args, stdout, stderr } = context;
    if (args[0] === "--version") {
      await stdout.write("pip 25.2 from /usr/local/lib/python3.13/site-packages/pip (python 3.13)\n");
      return 0;
    }
    if (args[0] !== "install") {
      await stderr.write("gantry: this pip knows install and --version.\n");
      return 1;
    }
    const wanted = await requirements(context, args.slice(1));
    if (typeof wanted === "string") {
      await stderr.write(`${wanted}\n`);
      return 1;
    }
    return install(context, wanted);
  },
};

/** Names of packages, or the message about a file that is not there. */
async function requirements({ files, cwd }: ProgramContext, words: readonly string[]): Promise<string[] | string> {
  const wanted: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (word === "-r" || word === "--requirement") {
      const path = join(cwd, words[++at] ?? "");
      if (!files.stat(path)) return `ERROR: Could not open requirements file: [Errno 2] No such file or directory: '${words[at]}'`;
      wanted.push(
        ...text(await files.read(path))
          .split("\n")
          .map((line) => line.replace(/#.*/, "").trim())
          .filter(Boolean),
      );
    } else if (!word.startsWith("-")) wanted.push(word);
  }
  return wanted.map((line) => (line.split(/[=<>~!;[ ]/)[0] as string).toLowerCase());
}

async function install({ files, stdout, stderr }: ProgramContext, wanted: readonly string[]): Promise<number> {
  const unknown = wanted.find((name) => !CATALOGUE[name]);
  if (unknown !== undefined) {
    await stderr.write(
      `ERROR: Could not find a version that satisfies the requirement ${unknown} (from versions: none)\nERROR: No matching distribution found for ${unknown}\ngantry: this pip is offline and knows only: ${Object.keys(CATALOGUE).join(" ")}\n`,
    );
    return 1;
  }
  const python = files.list(LIBRARY).find((name) => name.startsWith("python3")) ?? "python3.13";
  for (const name of wanted) {
    const version = CATALOGUE[name];
    await stdout.write(`Collecting ${name}\n`);
    const folder = `${LIBRARY}/${python}/site-packages`;
    files.makeDirectory(`${folder}/${name}`, { parents: true });
    files.makeDirectory(`${folder}/${name}-${version}.dist-info`, { parents: true });
    await files.write(`${folder}/${name}-${version}.dist-info/METADATA`, `Metadata-Version: 2.4\nName: ${name}\nVersion: ${version}\n`);
  }
  await stdout.write(
    `Installing collected packages: ${wanted.join(", ")}\nSuccessfully installed ${wanted.map((name) => `${name}-${CATALOGUE[name]}`).join(" ")}\n`,
  );
  return 0;
}

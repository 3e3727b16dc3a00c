/** `npm ci` and `npm install` from a tiny catalogue: each package becomes a folder with its package.json. Nothing is downloaded. */
import { text } from "../../../../kernel/bytes.ts";
import { join } from "../../../../shell/files/paths.ts";
import type { Installed, ProgramContext } from "../../../../shell/program.ts";

const CATALOGUE: Readonly<Record<string, string>> = {
  express: "5.1.0",
  fastify: "5.6.1",
  dotenv: "17.2.3",
  lodash: "4.17.21",
  pg: "8.16.3",
  pino: "10.0.0",
  redis: "5.8.3",
  typescript: "5.9.3",
  undici: "7.16.0",
  zod: "4.1.12",
};

type Manifest = {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
};

export const npm: Installed = {
  name: "npm",
  summary: "Node's package manager, with a tiny catalogue",
  async program(context) {
    const [command, ...rest] = context.args.filter((word) => !word.startsWith("-") || word === "--version");
    if (command === "--version") {
      await context.stdout.write("10.9.4\n");
      return 0;
    }
    if (command === "ci" || command === "install" || command === "i") return install(context, command, rest);
    if (command === "run" || command === "start" || command === "test") return script(context, command === "run" ? (rest[0] ?? "") : command);
    await context.stderr.write(`gantry: this npm knows ci, install, run and --version.\n`);
    return 1;
  },
};

async function manifestHere(context: ProgramContext): Promise<Manifest | undefined> {
  const path = join(context.cwd, "package.json");
  return context.files.stat(path) ? (JSON.parse(text(await context.files.read(path))) as Manifest) : undefined;
}

async function install(context: ProgramContext, command: string, names: readonly string[]): Promise<number> {
  const { files, cwd, stdout, stderr } = context;
  const manifest = await manifestHere(context);
  if (command === "ci" && !files.stat(join(cwd, "package-lock.json")) && !files.stat(join(cwd, "npm-shrinkwrap.json"))) {
    await stderr.write(
      "npm error code EUSAGE\nnpm error\nnpm error The `npm ci` command can only install with an existing package-lock.json or\nnpm error npm-shrinkwrap.json with lockfileVersion >= 1.\n",
    );
    return 1;
  }
  if (!manifest && names.length === 0) {
    await stderr.write(
      `npm error code ENOENT\nnpm error syscall open\nnpm error path ${join(cwd, "package.json")}\nnpm error enoent Could not read package.json\n`,
    );
    return 254;
  }
  const production = context.args.some((word) => /^--(omit=dev|production|only=production)$/.test(word)) || context.env.NODE_ENV === "production";
  const wanted = [
    ...new Set([
      ...Object.keys(manifest?.dependencies ?? {}),
      ...(production ? [] : Object.keys(manifest?.devDependencies ?? {})),
      ...names.map((name) => name.replace(/(.)@.*$/, "$1")),
    ]),
  ];
  const unknown = wanted.find((name) => !CATALOGUE[name]);
  if (unknown !== undefined) {
    await stderr.write(
      `npm error code E404\nnpm error 404 Not Found - GET https://registry.npmjs.org/${unknown} - Not found\ngantry: this npm is offline and knows only: ${Object.keys(CATALOGUE).join(" ")}\n`,
    );
    return 1;
  }
  for (const name of wanted) {
    const folder = join(cwd, `node_modules/${name}`);
    files.makeDirectory(folder, { parents: true });
    await files.write(`${folder}/package.json`, `${JSON.stringify({ name, version: CATALOGUE[name] }, null, 2)}\n`);
  }
  await stdout.write(wanted.length === 0 ? "\nup to date in 1s\n" : `\nadded ${wanted.length} package${wanted.length === 1 ? "" : "s"} in 1s\n`);
  return 0;
}

async function script(context: ProgramContext, name: string): Promise<number> {
  const line = (await manifestHere(context))?.scripts?.[name];
  if (line === undefined) {
    await context.stderr.write(`npm error Missing script: "${name}"\n`);
    return 1;
  }
  await context.stdout.write(`\n> ${name}\n> ${line}\n\n`);
  return (await context.spawn?.("sh", ["-c", line])) ?? 127;
}

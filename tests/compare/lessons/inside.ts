/**
 * Runs in a network and a view of the file system of its own (`../transcripts/stage.ts`): the server in the world in which a lesson begins, and
 * the model solution typed into a real bash, where `aws`, `docker`, `curl` and `jq` are the real ones. Writes what came of it to a file.
 */
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Lesson } from "../../../sandbox/grading/lesson.ts";
import { nodeHasher } from "../../../sandbox/node/hasher.ts";
import { startRegistry } from "../../../sandbox/node/registry-server.ts";
import { ENVIRONMENT_FILE, HOME, parseEnvironment } from "../../../sandbox/session/presets/computer.ts";
import { isPlainObject, mergePatch, type Patch } from "../../../sandbox/session/presets/merge-patch.ts";
import { visitsOf } from "../../../sandbox/session/presets/visits.ts";
import { startOf } from "../../../sandbox/session/starting.ts";
import { visit } from "../../../sandbox/session/visits.ts";
import type { World } from "../../../sandbox/world/world.ts";
import { startDockerd } from "../../clients/support/dockerd.ts";
import { answerNoName } from "../../clients/support/no-names.ts";
import { awsClis } from "../aws-cli.ts";
import { ADDRESS, RESOLVER } from "../transcripts/names.ts";
import { openShell } from "../transcripts/real-shell.ts";
import type { Place } from "../transcripts/stage.ts";
import { type State, stateOf } from "./state.ts";

export interface InsideLesson extends Place {
  readonly lesson: Lesson;
}

export interface RealPlay {
  readonly state: State;
  /** Commands that ended otherwise than the solution says. */
  readonly surprises: readonly string[];
}

const DOOR = fileURLToPath(new URL("../../../sandbox/node.js", import.meta.url));

function program(path: string, script: string): void {
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}

/** The sandbox's words: the clock is the server's; an answer, an explanation and a look at the wire change nothing in the cloud. */
function installPrograms(bin: string, control: string, generation: 1 | 2): void {
  mkdirSync(bin);
  for (const cli of awsClis()) program(join(bin, `aws-${cli.generation}`), `exec ${cli.command.map((word) => `'${word}'`).join(" ")} "$@"`);
  symlinkSync(`aws-${generation}`, join(bin, "aws"));
  program(join(bin, "use-aws-cli"), `ln -sf aws-$1 ${join(bin, "aws")}`);
  program(join(bin, "clock"), `[ -z "$1" ] || exec ${process.execPath} --disable-warning=ExperimentalWarning ${DOOR} control ${control} clock "$1"`);
  for (const word of ["answer", "explain", "inspect"]) program(join(bin, word), "exit 0");
  program(join(bin, "edit"), 'exec cat > "$1"');
}

/** The learner's own files, as the world has them. */
function installHome(world: World): void {
  for (const [path, node] of world.files.entries()) {
    if (!path.startsWith(`${HOME}/`) || node.kind !== "file" || !("text" in node.content)) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, node.content.text, { mode: node.mode });
  }
}

function environmentOf(world: World): Readonly<Record<string, string>> {
  const node = world.files.get(ENVIRONMENT_FILE);
  return node?.kind === "file" && "text" in node.content ? parseEnvironment(node.content.text) : {};
}

/** The engine holds the images of every world; further names of theirs are this lesson's. */
function furtherNames({ world: { docker } }: Lesson): string[] {
  const { images } = isPlainObject(docker) ? docker : ({} as Record<string, unknown>);
  return isPlainObject(images)
    ? Object.entries(images).flatMap(([name, build]) => (typeof build === "string" ? [`docker tag ${build} ${name}`] : []))
    : [];
}

async function play({ lesson, folder, certificate, engine }: InsideLesson): Promise<RealPlay> {
  const control = join(folder, "control");
  const tls = { cert: readFileSync(certificate.cert), key: readFileSync(certificate.key) };
  const server = await startRegistry({ host: ADDRESS, port: 443, preset: "blank", control, tls });
  // What was pushed two days before the lesson was pushed two days before now.
  const clock = `${new Date().toISOString().slice(0, 19)}Z`;
  const world = await startOf({ ...lesson, world: mergePatch(lesson.world, { clock }) as Patch }, { hasher: nodeHasher, blobs: server.blobs });
  server.store.replace(world);
  installHome(world);
  const bin = join(folder, "bin");
  installPrograms(bin, control, server.store.meta.cli);
  const trust = { SSL_CERT_FILE: certificate.authority, AWS_CA_BUNDLE: certificate.authority, CURL_CA_BUNDLE: certificate.authority };
  const docker = engine === undefined ? undefined : await startDockerd({ data: engine, env: trust });
  const names = await answerNoName(RESOLVER);
  const shell = openShell(HOME, {
    ...environmentOf(world),
    ...trust,
    ...(docker ? { DOCKER_HOST: docker.socket, DOCKER_BUILDKIT: "1" } : {}),
    ...{ PATH: `${bin}:/usr/bin:/usr/sbin:/bin`, AWS_PAGER: "", AWS_EC2_METADATA_DISABLED: "true" },
  });
  const surprises: string[] = [];
  try {
    if (docker) for (const line of furtherNames(lesson)) await shell.run(line);
    const live = { store: server.store, hasher: nodeHasher, blobs: server.blobs };
    for (const { id } of lesson.tasks) {
      for (const { line, exit } of lesson.solution[id] ?? []) {
        const [, visitor] = /^visit (\S+)$/.exec(line) ?? [];
        if (visitor !== undefined) await visit(visitor, live, lesson.world);
        else {
          const { status, output } = await shell.run(line);
          if (status !== exit) surprises.push(`${id}: ${line}: status ${status}, and ${exit} on the page\n${output}`);
        }
      }
      for (const { name, when } of visitsOf(lesson.world)) if (when === id) await visit(name, live, lesson.world);
    }
    return { state: stateOf(server.store.world), surprises };
  } finally {
    shell.close();
    names.close();
    await docker?.stop();
    await server.close();
  }
}

const options = JSON.parse(process.argv[2] ?? "{}") as InsideLesson;
writeFileSync(options.result, JSON.stringify(await play(options)));

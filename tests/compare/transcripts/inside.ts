/**
 * Runs in a network and a view of the file system of its own (`stage.ts` makes them): the server under ECR's real names, and the commands
 * of one transcript typed into a real bash, where `aws`, `docker`, `curl` and `jq` are the real ones. Writes `Played[]` to a file.
 */
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { nodeHasher } from "../../../sandbox/node/hasher.ts";
import { newWorld } from "../../../sandbox/node/server-world.ts";
import { ENVIRONMENT_FILE, HOME, parseEnvironment, readTextRow } from "../../../sandbox/session/presets/computer.ts";
import { memoryBlobs } from "../../../sandbox/world/memory-blobs.ts";
import type { World } from "../../../sandbox/world/world.ts";
import { startDockerd } from "../../clients/support/dockerd.ts";
import { answerNoName } from "../../clients/support/no-names.ts";
import { startServer } from "../../clients/support/server.ts";
import { parseTranscript } from "../../transcripts/transcript.ts";
import { awsClis, DESCRIPTIONS } from "../aws-cli.ts";
import { ADDRESS, RESOLVER } from "./names.ts";
import { writeNewerModel } from "./newer-model.ts";
import { isWord, linesOf, type Played } from "./played.ts";
import { openShell } from "./real-shell.ts";

export interface InsideOptions {
  readonly transcript: string;
  readonly generation: 1 | 2;
  /** Of its own, for this play alone. */
  readonly folder: string;
  readonly certificate: { readonly authority: string; readonly cert: string; readonly key: string };
  /** Data of an engine that holds the images already; none when the transcript needs no engine. */
  readonly engine?: string | undefined;
  readonly result: string;
}

const DOOR = fileURLToPath(new URL("../../../sandbox/node.js", import.meta.url));

function program(path: string, script: string): void {
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}

/** What the sandbox's words do here: the server's clock and the generation of `aws`. */
function installPrograms(bin: string, control: string): void {
  mkdirSync(bin);
  for (const { generation, command } of awsClis()) {
    program(join(bin, `aws-${generation}`), `exec ${command.map((word) => `'${word}'`).join(" ")} "$@"`);
  }
  program(join(bin, "use-aws-cli"), `ln -sf aws-$1 ${join(bin, "aws")}`);
  program(join(bin, "clock"), `[ -z "$1" ] || exec ${process.execPath} --disable-warning=ExperimentalWarning ${DOOR} control ${control} clock "$1"`);
}

/** The learner's own files, as the world has them. */
function installHome(world: World): void {
  for (const [path, node] of world.files.entries()) {
    if (!path.startsWith(`${HOME}/`) || node.kind !== "file" || !("text" in node.content)) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, node.content.text, { mode: node.mode });
  }
}

async function play({ transcript, generation, folder, certificate, engine }: InsideOptions): Promise<Played[]> {
  const { preset, steps } = parseTranscript(readFileSync(transcript, "utf8"));
  const world = await newWorld({ preset, accounts: [], offset: 0 }, memoryBlobs(nodeHasher));
  installHome(world);
  const control = join(folder, "control");
  const bin = join(folder, "bin");
  installPrograms(bin, control);
  const models = join(folder, "models");
  writeNewerModel(models, DESCRIPTIONS);
  symlinkSync(`aws-${generation}`, join(bin, "aws"));
  const tls = ["--tls-cert", certificate.cert, "--tls-key", certificate.key];
  const server = await startServer("--host", ADDRESS, "--port", "443", "--preset", preset, "--control", control, ...tls);
  const trust = { SSL_CERT_FILE: certificate.authority, AWS_CA_BUNDLE: certificate.authority, CURL_CA_BUNDLE: certificate.authority };
  const docker = engine === undefined ? undefined : await startDockerd({ data: engine, env: trust });
  const names = await answerNoName(RESOLVER);
  const environment = parseEnvironment(readTextRow({ get: (_, key) => world.files.get(key as string) as never }, ENVIRONMENT_FILE) ?? "");
  const shell = openShell(HOME, {
    ...environment,
    ...trust,
    ...(docker ? { DOCKER_HOST: docker.socket, DOCKER_BUILDKIT: "1" } : {}),
    PATH: `${bin}:/usr/bin:/usr/sbin:/bin`,
    AWS_DATA_PATH: models,
    AWS_PAGER: "",
    AWS_EC2_METADATA_DISABLED: "true",
  });
  try {
    const played: Played[] = [];
    for (const { command } of steps) {
      if (isWord(command) && !/^(?:clock|use-aws-cli)\b/.test(command)) played.push({ status: 0, lines: [] });
      else {
        const { status, output } = await shell.run(command);
        played.push({ status, lines: linesOf(output) });
      }
    }
    return played;
  } finally {
    shell.close();
    names.close();
    await docker?.stop();
    await server.stop();
  }
}

const options = JSON.parse(process.argv[2] ?? "{}") as InsideOptions;
writeFileSync(options.result, JSON.stringify(await play(options)));

/** Finding, keeping and forgetting credentials: in `config.json`, or through a helper program (docker-credential-helpers protocol). */
import type { ProgramContext } from "../../../shell/program.ts";
import { DockerError } from "../errors/errors.ts";
import { decodeJson } from "../words/json.ts";
import {
  type Credentials,
  configPath,
  helperOf,
  hostOf,
  readConfig,
  storedCredentials,
  withCredentials,
  withoutCredentials,
  writeConfig,
} from "./config.ts";

const NOT_FOUND = "credentials not found in native keychain";

/** A helper that gave no answer, in the words of Docker's client. */
export class HelperFailed extends Error {}

/** Those that Docker's client finds; a helper that gives no answer stops it only where it builds. */
export async function findCredentials(context: ProgramContext, server: string): Promise<Credentials | undefined> {
  try {
    return await askCredentials(context, server);
  } catch (error) {
    if (error instanceof HelperFailed) return storedCredentials(await readConfig(context), server);
    throw error;
  }
}

/** Throws `HelperFailed`, as builds do (recorded from Docker 20.10.24; rancher-sandbox/rancher-desktop#8313). */
export async function askCredentials(context: ProgramContext, server: string): Promise<Credentials | undefined> {
  const config = await readConfig(context);
  const helper = helperOf(config, server);
  if (helper === undefined) return storedCredentials(config, server);
  const answer = await runHelper(context, helper, "get", hostOf(server));
  const said = answer.stdout.trim();
  if (answer.status !== 0) {
    if (said === NOT_FOUND) return storedCredentials(config, server);
    throw new HelperFailed(`error getting credentials - err: ${failureOf(helper, answer.status)}, out: \`${said}\``);
  }
  const { value, problem } = decodeJson(said, { whole: false });
  if (problem !== undefined) throw new HelperFailed(problem);
  const { Username = "", Secret = "" } = (value ?? {}) as { Username?: string; Secret?: string };
  return { username: Username, password: Secret };
}

/** Keeps them; says on standard error that the file is no safe place when they are new there. */
export async function keepCredentials(context: ProgramContext, server: string, credentials: Credentials): Promise<void> {
  const config = await readConfig(context);
  const helper = helperOf(config, server);
  if (helper !== undefined) {
    const entry = JSON.stringify({ ServerURL: hostOf(server), Username: credentials.username, Secret: credentials.password });
    const answer = await runHelper(context, helper, "store", entry);
    if (answer.status === 0) return;
    const said = (answer.status === MISSING ? "" : answer.stdout || answer.stderr).trim();
    throw new DockerError(`Error saving credentials: error storing credentials - err: ${failureOf(helper, answer.status)}, out: \`${said}\``);
  }
  const old = storedCredentials(config, server);
  if (old?.username === credentials.username && old.password === credentials.password) return;
  await writeConfig(context, withCredentials(config, server, credentials));
  await context.stderr.write(
    `\nWARNING! Your credentials are stored unencrypted in '${configPath(context)}'.\nConfigure a credential helper to remove this warning. See\nhttps://docs.docker.com/go/credential-store/\n\n`,
  );
}

export async function forgetCredentials(context: ProgramContext, server: string): Promise<void> {
  const config = await readConfig(context);
  const helper = helperOf(config, server);
  if (helper !== undefined) {
    const answer = await runHelper(context, helper, "erase", hostOf(server));
    if (answer.status !== 0 && !answer.stdout.includes(NOT_FOUND))
      await context.stderr.write(
        `WARNING: could not erase credentials:\n${hostOf(server)}: error erasing credentials - err: ${failureOf(helper, answer.status)}, out: \`${answer.stdout.trim()}\`\n`,
      );
  }
  if (storedCredentials(config, server)) await writeConfig(context, withoutCredentials(config, server));
}

/** What a shell answers for a program that is not there. */
const MISSING = 127;

/** How Go tells of a program that ended badly, or that there is none. */
function failureOf(helper: string, status: number): string {
  return status === MISSING ? `exec: "docker-credential-${helper}": executable file not found in $PATH` : `exit status ${status}`;
}

async function runHelper(context: ProgramContext, helper: string, action: string, stdin: string) {
  return context.run(`docker-credential-${helper}`, [action], { stdin });
}

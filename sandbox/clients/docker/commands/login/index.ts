/** `docker login`: tries credentials at a registry and keeps them. https://docs.docker.com/reference/cli/docker/login/ */
import { NO_BYTES, text } from "../../../../kernel/bytes.ts";
import type { ProgramContext } from "../../../../shell/program.ts";
import type { Call, Command } from "../../command.ts";
import { type Credentials, HUB_SERVER, hostOf } from "../../config/config.ts";
import { findCredentials, keepCredentials } from "../../config/credentials.ts";
import { DockerError, fromDaemon } from "../../errors/errors.ts";
import { HUB } from "../../reference/reference.ts";
import { answerJson, answerText, RegistryError, refusalOf, statusText } from "../../registry/answers.ts";
import { basic, exchange, parseChallenge, registryUrl } from "../../registry/host.ts";

export const login: Command = {
  name: "login",
  usage: "[OPTIONS] [SERVER]",
  about: "Authenticate to a registry.\nDefaults to Docker Hub if no server is specified.",
  arguments: [0, 1],
  flags: [
    { name: "password", short: "p", kind: "string", about: "Password or Personal Access Token (PAT)" },
    { name: "password-stdin", kind: "bool", about: "Take the Password or Personal Access Token\n(PAT) from stdin" },
    { name: "username", short: "u", kind: "string", about: "Username" },
  ],
  async run(call) {
    const {
      context,
      arguments: [server = ""],
    } = call;
    const given = await givenCredentials(call);
    const address = server === "" || server === HUB ? HUB_SERVER : server;
    if (given.username === "" && given.password === "") {
      const stored = await findCredentials(context, address);
      if (stored && (await loginAgain(context, address, stored))) return 0;
    }
    const credentials = await completed(context, address, given);
    await tryLogin(context, address, credentials);
    await keepCredentials(context, address, credentials);
    await context.stdout.write("Login Succeeded\n");
    return 0;
  },
};

/** What the options say; empty strings for what they do not. */
async function givenCredentials({ context, options }: Call): Promise<Credentials> {
  const username = options.text("username") ?? "";
  const password = options.text("password") ?? "";
  const refuse = (message: string, code: string) => new DockerError(message, 1, { code });
  const fromStdin = options.is("password-stdin");
  if (fromStdin && options.has("password")) {
    throw refuse("conflicting options: cannot specify both --password and --password-stdin", "password-twice");
  }
  if (fromStdin && !options.has("username")) throw refuse("the --password-stdin option requires --username to be set", "username-missing");
  if (options.has("username") && username === "") throw refuse("username is empty", "username-missing");
  if (options.has("password") && password === "") throw refuse("password is empty", "password-missing");
  if (password !== "") await context.stderr.write("WARNING! Using --password via the CLI is insecure. Use --password-stdin.\n");
  return { username, password: fromStdin ? text(await context.stdin.all()).replace(/[\r\n]+$/, "") : password };
}

/** With nothing given, stored credentials are tried first. */
async function loginAgain(context: ProgramContext, address: string, stored: Credentials): Promise<boolean> {
  await context.stderr.write(`Authenticating with existing credentials... [Username: ${stored.username}]\n\n`);
  await context.stderr.write("i Info → To login with a different account, run 'docker logout' followed by 'docker login'\n\n\n");
  try {
    await tryLogin(context, address, stored);
  } catch (error) {
    if (!(error instanceof DockerError)) throw error;
    const isOld = error.message.includes("401 Unauthorized");
    await context.stderr.write(isOld ? "Stored credentials invalid or expired\n" : `Login did not succeed, error: ${error.message}\n`);
    return false;
  }
  await context.stdout.write("Login Succeeded\n");
  return true;
}

/** Asks on the terminal for what is missing. */
async function completed(context: ProgramContext, address: string, given: Credentials): Promise<Credentials> {
  if (given.username !== "" && given.password !== "") return given;
  if (!context.stdin.isTty) throw new DockerError("Error: Cannot perform an interactive login from a non TTY device", 1, { code: "not-a-tty" });
  let { username, password } = given;
  if (username === "") {
    if (address === HUB_SERVER) {
      await context.stdout.write(
        "Log in with your Docker ID or email address to push and pull images from Docker Hub. If you don't have a Docker ID, head over to https://hub.docker.com/ to create one.\n",
      );
    }
    await context.stdout.write("Username: ");
    username = ((await context.stdin.line()) ?? "").trim();
    if (username === "") throw new DockerError("Error: Non-null Username Required", 1, { code: "username-missing" });
  }
  if (password === "") {
    // The terminal ends the line when Enter is pressed, echo or not.
    await context.stdout.write("Password: ");
    password = (await context.stdin.line({ hidden: true })) ?? "";
    if (password === "") throw new DockerError("Error: Password Required", 1, { code: "password-missing" });
  }
  return { username, password };
}

/** `GET /v2/` without and with the credentials. Throws what the engine says when they do not do. */
async function tryLogin(context: ProgramContext, address: string, credentials: Credentials): Promise<void> {
  const base = address === HUB_SERVER ? registryUrl(HUB) : registryUrl(hostOf(address));
  const url = `${base}/v2/`;
  try {
    const first = await exchange(context, "GET", url, {}, NO_BYTES);
    if (first.status === 200) return;
    const challenge = parseChallenge(first.headers["www-authenticate"] ?? "");
    if (challenge.scheme === "bearer") {
      await tryToken(context, url, challenge.parameters, credentials);
      return;
    }
    const second = challenge.scheme === "basic" ? await exchange(context, "GET", url, { authorization: basic(credentials) }, NO_BYTES) : first;
    if (second.status !== 200) throw fromDaemon(`login attempt to ${url} failed with status: ${statusText(second.status)}`);
  } catch (error) {
    throw error instanceof RegistryError ? fromDaemon(error.message) : error;
  }
}

/** A registry with a token server has it judge the credentials; the registry judges the token. */
async function tryToken(
  context: ProgramContext,
  url: string,
  { realm = "", service = "" }: Readonly<Record<string, string>>,
  credentials: Credentials,
): Promise<void> {
  const query = new URLSearchParams({ account: credentials.username, client_id: "docker", offline_token: "true", service });
  const response = await exchange(context, "GET", `${realm}?${query}`, { authorization: basic(credentials) }, NO_BYTES);
  if (response.status !== 200) throw fromDaemon(`Get "${url}": ${(await refusalOf(response)).message}`);
  const { token, access_token } = answerJson<{ token?: string; access_token?: string }>(await answerText(response), response.status);
  const { status } = await exchange(context, "GET", url, { authorization: `Bearer ${token ?? access_token ?? ""}` }, NO_BYTES);
  if (status !== 200) throw fromDaemon(`login attempt to ${url} failed with status: ${statusText(status)}`);
}

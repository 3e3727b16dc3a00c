/** `docker login` and `logout`, word for word (clients-transcripts.md parts 5, 8 and 9). */
import { beforeEach, describe, expect, test } from "vitest";
import { ACCOUNT, REGION, type TestCloud, testCloud } from "../../cloud/testing.ts";
import { base64, fromBase64, text, utf8 } from "../../kernel/bytes.ts";
import { nodeHasher } from "../../node/hasher.ts";
import { Computer } from "./testing/computer.ts";

const REGISTRY = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`;

let cloud: TestCloud;
let computer: Computer;
let good: string;

beforeEach(async () => {
  cloud = testCloud(nodeHasher);
  computer = new Computer(cloud.handle, nodeHasher, () => cloud.store.now());
  const { json } = await cloud.ecr("GetAuthorizationToken");
  const [data] = json.authorizationData as [{ authorizationToken: string }];
  good = text(fromBase64(data.authorizationToken) ?? new Uint8Array(0)).slice("AWS:".length);
});

const WARNING = `
WARNING! Your credentials are stored unencrypted in '/home/learner/.docker/config.json'.
Configure a credential helper to remove this warning. See
https://docs.docker.com/go/credential-store/

`;
const INSECURE = "WARNING! Using --password via the CLI is insecure. Use --password-stdin.\n";

const config = async ({ files }: Computer) => text(await files.read("/home/learner/.docker/config.json"));

describe("docker login", () => {
  test("takes the password from standard input and keeps it, tab-indented, readable by its owner", async () => {
    expect(await computer.run(`login --username AWS --password-stdin ${REGISTRY}`, { stdin: `${good}\n` })).toEqual({
      status: 0,
      stdout: "Login Succeeded\n",
      stderr: WARNING,
    });
    expect(await config(computer)).toBe(`{\n\t"auths": {\n\t\t"${REGISTRY}": {\n\t\t\t"auth": "${base64(utf8(`AWS:${good}`))}"\n\t\t}\n\t}\n}`);
    expect(computer.files.stat("/home/learner/.docker/config.json")?.mode).toBe(0o600);
    expect(computer.requests).toEqual(["GET /v2/ - 401", "GET /v2/ Basic 200"]);
  });

  test("warns of an unencrypted password only when it is new, and keeps the host without scheme and path", async () => {
    await computer.run(`login -u AWS --password-stdin ${REGISTRY}`, { stdin: good });
    expect(await computer.run(`login -u AWS -p ${good} https://${REGISTRY}`)).toEqual({ status: 0, stdout: "Login Succeeded\n", stderr: INSECURE });
    expect((await computer.run(`login -u AWS --password-stdin ${REGISTRY}/hello`, { stdin: good })).stderr).toBe("");
    expect(Object.keys((JSON.parse(await config(computer)) as { auths: object }).auths)).toEqual([REGISTRY]);
  });

  test.each([
    ["wrong", "400 Bad Request"],
    ["expired", "403 Forbidden"],
  ])("says how the registry answered a password that is %s", async (password, status) => {
    if (password === "expired") cloud.pass(12 * 3_600_000);
    const ran = await computer.run(`login -u AWS -p ${password === "expired" ? good : password} https://${REGISTRY}`);
    expect(ran).toEqual({
      status: 1,
      stdout: "",
      stderr: `${INSECURE}Error response from daemon: login attempt to https://${REGISTRY}/v2/ failed with status: ${status}\n`,
    });
  });

  test("refuses the -e of the old get-login, and tells the session so", async () => {
    expect(await computer.run(`login -u AWS -p ${good} -e none https://${REGISTRY}`)).toEqual({
      status: 125,
      stdout: "",
      stderr: "unknown shorthand flag: 'e' in -e\n\nUsage:  docker login [OPTIONS] [SERVER]\n\nRun 'docker login --help' for more information\n",
    });
    expect(computer.refusals).toEqual([{ of: "docker login", code: "unknown-flag", names: "-e" }]);
    expect(computer.requests).toEqual([]);
  });

  test("cannot ask for a password without a terminal", async () => {
    const stderr = "Error: Cannot perform an interactive login from a non TTY device\n";
    expect(await computer.run(`login -u AWS ${REGISTRY}`)).toEqual({ status: 1, stdout: "", stderr });
    expect(await computer.run(`login -u AWS --password-stdin ${REGISTRY}`, { stdin: "" })).toEqual({ status: 1, stdout: "", stderr });
    expect(await computer.run(`login --password-stdin ${REGISTRY}`)).toMatchObject({
      status: 1,
      stderr: "the --password-stdin option requires --username to be set\n",
    });
  });

  test("takes no empty name and password, and not two passwords", async () => {
    const said = async (...words: string[]) => (await computer.run(["login", ...words, REGISTRY], { stdin: "x" })).stderr;
    expect(await said("-u", "AWS", "-p", "")).toBe("password is empty\n");
    expect(await said("-u", "", "--password-stdin")).toBe("username is empty\n");
    expect(await said("-u", "AWS", "-p", "x", "--password-stdin")).toBe("conflicting options: cannot specify both --password and --password-stdin\n");
  });

  test("asks on a terminal for what is missing", async () => {
    const ran = await computer.run(`login ${REGISTRY}`, { tty: true, stdin: `AWS\n${good}` });
    expect(ran).toEqual({ status: 0, stdout: "Username: Password: Login Succeeded\n", stderr: WARNING });
  });

  test("at Docker Hub, nobody has an account", async () => {
    expect((await computer.run("login -u me -p secret")).stderr).toBe(
      `${INSECURE}Error response from daemon: Get "https://registry-1.docker.io/v2/": unauthorized: incorrect username or password\n`,
    );
  });
});

describe("credential helpers", () => {
  test("are asked for credentials of their registry, with the host on standard input", async () => {
    computer.files.makeDirectory("/home/learner/.docker");
    await computer.files.write("/home/learner/.docker/config.json", JSON.stringify({ credHelpers: { [REGISTRY]: "ecr-login" } }));
    const asked: string[] = [];
    computer.helpers.set("docker-credential-ecr-login", ([action], stdin) => {
      asked.push(`${action} ${stdin}`);
      return { status: 0, stdout: JSON.stringify({ ServerURL: REGISTRY, Username: "AWS", Secret: good }) };
    });
    expect((await computer.run(`pull ${REGISTRY}/nope:1`)).stderr).toContain("name unknown");
    expect(asked).toEqual([`get ${REGISTRY}`]);
  });

  test("that cannot store fail a login", async () => {
    computer.files.makeDirectory("/home/learner/.docker");
    await computer.files.write("/home/learner/.docker/config.json", JSON.stringify({ credsStore: "ecr-login" }));
    computer.helpers.set("docker-credential-ecr-login", () => ({ status: 1, stdout: "not implemented\n" }));
    const ran = await computer.run(`login -u AWS --password-stdin ${REGISTRY}`, { stdin: good });
    expect(ran.stderr).toBe("Error saving credentials: error storing credentials - err: exit status 1, out: `not implemented`\n");
  });

  test("that are not there are named as Go names them", async () => {
    computer.files.makeDirectory("/home/learner/.docker");
    await computer.files.write("/home/learner/.docker/config.json", JSON.stringify({ credsStore: "desktop" }));
    const why = 'err: exec: "docker-credential-desktop": executable file not found in $PATH, out: ``\n';
    const login = await computer.run(`login -u AWS --password-stdin ${REGISTRY}`, { stdin: good });
    expect(login.stderr).toBe(`Error saving credentials: error storing credentials - ${why}`);
    expect((await computer.run(`logout ${REGISTRY}`)).stderr).toBe(
      `WARNING: could not erase credentials:\n${REGISTRY}: error erasing credentials - ${why}`,
    );
  });
});

test("docker logout forgets the credentials and says the same when there are none", async () => {
  await computer.run(`login -u AWS --password-stdin ${REGISTRY}`, { stdin: good });
  const said = { status: 0, stdout: `Removing login credentials for ${REGISTRY}\n`, stderr: "" };
  expect(await computer.run(`logout https://${REGISTRY}`)).toEqual(said);
  expect(JSON.parse(await config(computer))).toEqual({ auths: {} });
  expect(await computer.run(`logout ${REGISTRY}`)).toEqual(said);
});

// Recorded from Docker 28.2.2.
test("a config.json that cannot be read is told by every command, and replaced by what a login keeps", async () => {
  const broken =
    "WARNING: Error parsing config file (/home/learner/.docker/config.json): invalid character 'a' looking for beginning of object key string\n";
  computer.files.makeDirectory("/home/learner/.docker");
  await computer.files.write("/home/learner/.docker/config.json", "{ auths");
  for (const [line, stderr] of [
    ["images -q", ""],
    ["--help", ""],
    ["help tag", ""],
    ["tag a b", "Error response from daemon: No such image: a:latest\n"],
    ["logout x", ""],
  ] as const)
    expect((await computer.run(line)).stderr).toBe(broken + stderr);
  expect(await config(computer)).toBe("{ auths");
  expect((await computer.run(`login -u AWS --password-stdin ${REGISTRY}`, { stdin: good })).stderr).toBe(broken + WARNING);
  expect(Object.keys(JSON.parse(await config(computer)).auths)).toEqual([REGISTRY]);
  expect((await computer.run("images -q")).stderr).toBe("");
});

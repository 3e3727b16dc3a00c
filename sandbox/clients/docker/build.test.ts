/** `docker build` and `docker run`: layers with real bytes, a cache, and honest failures. */
import { gunzipSync } from "node:zlib";
import { beforeEach, describe, expect, test } from "vitest";
import { type TestCloud, testCloud } from "../../cloud/testing.ts";
import { untar } from "../../images/untar.ts";
import { digestOf } from "../../kernel/hash.ts";
import { nodeHasher } from "../../node/hasher.ts";
import { ImageStore } from "./store/store.ts";
import { Computer } from "./testing/computer.ts";

let cloud: TestCloud;
let computer: Computer;
const SITE = "/home/learner/site";

async function files(contents: Record<string, string>): Promise<void> {
  for (const [name, content] of Object.entries(contents)) {
    const path = `${SITE}/${name}`;
    computer.files.makeDirectory(path.slice(0, path.lastIndexOf("/")), { parents: true });
    await computer.files.write(path, content);
  }
}

beforeEach(() => {
  cloud = testCloud(nodeHasher);
  computer = new Computer(cloud.handle, nodeHasher, () => cloud.store.now());
  computer.files.makeDirectory(SITE, { parents: true });
  computer.cwd = SITE;
});

/** Names in the layers above the base, a list per layer; every digest and size is checked on the way. */
async function ownLayers(name: string, baseLayers: number): Promise<string[][]> {
  const store = new ImageStore(computer.files);
  const image = await store.find(name);
  const found: string[][] = [];
  for (const [at, layer] of (image?.manifest.layers ?? []).entries()) {
    if (at < baseLayers) continue;
    const bytes = await computer.files.read(store.blobPath(layer.digest));
    expect([digestOf(nodeHasher, bytes), bytes.length]).toEqual([layer.digest, layer.size]);
    const tar = gunzipSync(bytes);
    expect(digestOf(nodeHasher, tar)).toBe(image?.config.rootfs.diff_ids[at]);
    const names: string[] = [];
    for await (const member of untar(once(tar))) names.push(member.path);
    found.push(names);
  }
  return found;
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

const lines = async (line: string | string[], stdin?: string) => computer.run(line, stdin === undefined ? {} : { stdin });

describe("docker build", () => {
  test("makes a layer per step that changes files, and settings of the rest", async () => {
    await files({
      "index.html": "<h1>hi</h1>\n",
      "secret.env": "X=1\n",
      ".dockerignore": "*.env\nDockerfile\n.dockerignore\n",
      Dockerfile:
        'ARG V=3.22\nFROM alpine:$V\nENV APP=site GREETING="hello there"\nWORKDIR /www\nCOPY index.html ./\nCOPY . /all/\nRUN echo "made of $APP" > made.txt\nLABEL team=web\nEXPOSE 8080\nUSER nobody\nENTRYPOINT ["cat"]\nCMD ["/www/index.html"]\n',
    });
    const built = await lines("build -t site:1.0 -t site .");
    expect(built).toMatchObject({ status: 0, stdout: "" });
    expect(built.stderr).toContain("#6 [2/5] WORKDIR /www\n#6 DONE 0.0s\n");
    expect(await ownLayers("site:1.0", 1)).toEqual([["www"], ["www/index.html"], ["all", "all/index.html"], ["www/made.txt"]]);
    const { stdout } = await lines(["inspect", "--format", "{{json .Config}}", "site"]);
    expect(JSON.parse(stdout)).toMatchObject({
      Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "APP=site", "GREETING=hello there"],
      WorkingDir: "/www",
      User: "nobody",
      Entrypoint: ["cat"],
      Cmd: ["/www/index.html"],
      ExposedPorts: { "8080/tcp": {} },
      Labels: { team: "web" },
    });
  });

  test("finds every step in the cache the second time, and gives the same image", async () => {
    await files({ "a.txt": "a", Dockerfile: "FROM alpine\nCOPY a.txt /\nRUN echo x > /x\n" });
    const first = (await lines("build -q .")).stdout;
    cloud.pass(60_000);
    computer.requests.length = 0;
    expect((await lines("build .")).stderr.match(/CACHED/g)).toHaveLength(3);
    expect((await lines("build -q .")).stdout).toBe(first);
    expect(computer.requests.filter((line) => line.includes("/blobs/"))).toEqual([]);
    await files({ "a.txt": "b" });
    expect((await lines("build .")).stderr.match(/CACHED/g)).toHaveLength(1);
    expect((await lines("build --no-cache .")).stderr.match(/CACHED/g)).toHaveLength(1);
  });

  test("copies between stages and from other images, and builds only the stages it needs", async () => {
    await files({
      Dockerfile:
        "FROM busybox AS unused\nRUN false\nFROM alpine AS build\nRUN echo made > /made\nFROM scratch\nCOPY --from=build /made /\nCOPY --from=alpine /etc/alpine-release /release\n",
    });
    expect((await lines("build -t two .")).status).toBe(0);
    expect(await ownLayers("two", 0)).toEqual([["made"], ["release"]]);
    expect((await lines("build --target build -t one .")).status).toBe(0);
    expect((await lines("build --target nope .")).stderr).toContain('target stage "nope" could not be found');
  });

  test("takes a Dockerfile from standard input, build arguments, here-documents and globs", async () => {
    await files({ "a.txt": "a", "b.txt": "b", "c.md": "c" });
    const source =
      'FROM alpine\nARG WHO=nobody\nCOPY *.txt /t/\nCOPY <<EOF /hello\nhello $WHO\nEOF\nRUN <<EOF\nread line < /hello\necho "$line again" > /again\nEOF\n';
    expect((await lines("build -t here --build-arg WHO=me -f - .", source)).status).toBe(0);
    expect(await ownLayers("here", 1)).toEqual([["t", "t/a.txt", "t/b.txt"], ["hello"], ["again"]]);
    expect((await lines(["run", "--rm", "here", "sh", "-c", "read l < /again; echo $l"])).stdout).toBe("hello me again\n");
  });

  // Recorded from BuildKit in Docker 20.10.24, but `%u` and the here-document: github.com/moby/buildkit dockerfile2llb/convert.go, shell/lex.go.
  test.each([
    [`RUN echo hello $WHO from $Q "$Q" '$Q' "\\$Q" $UNSET \\$V`, `RUN echo hello you from a "b" c "a "b" c" '$Q' "$Q" $UNSET $V`],
    [
      'RUN echo "${NOT:-default} ${NOT}" ${WHO:+set} $(echo $WHO) \\\n  # comment\n  && echo $? $$ $1',
      'RUN echo "${NOT:-default} ${NOT}" set $(echo you)   && echo $? $$ $1',
    ],
    [`RUN echo it\\'s \${WHO%u}`, "RUN echo it's yo"],
    ["RUN echo it's $WHO' || true", "RUN echo it's $WHO' || true"],
    ['RUN echo "$WHO', 'RUN echo "$WHO'],
    ['RUN ["/bin/echo", "$WHO", "x y"]', 'RUN ["/bin/echo", "you", "x y"]'],
    ["RUN <<EOF\necho one\necho $WHO\nEOF", "RUN <<EOF (echo one...)"],
    ["COPY ${NOT}a.txt /x$WHO", "COPY a.txt /xyou"],
    ['COPY ["a.txt", "/b c/$WHO\\"q\\""]', 'COPY [a.txt, /b c/you"q"]'],
    ["COPY --chown=0:$ONE a.txt /", "COPY --chown=0:1 a.txt /"],
    ['WORKDIR "/a b/$WHO"', "WORKDIR /a b/you"],
    ["WORKDIR '/a $b/'", "WORKDIR /a $b/"],
    ["COPY a.txt /x$constructor", "COPY a.txt /x"],
  ])("calls the step %j what BuildKit calls it", async (step, title) => {
    await files({ "a.txt": "a" });
    const { stderr } = await lines("build -f - .", `FROM alpine\nARG WHO=you ONE=1\nENV Q="a \\"b\\" c"\n${step}\n`);
    expect(/^#\d+ \[2\/2\] (.*)$/m.exec(stderr)?.[1]).toBe(title);
  });

  // Recorded from BuildKit in Docker 20.10.24.
  test.each([
    ['ENV A="x', 'failed to process "\\"x": unexpected end of statement while looking for matching double-quote'],
    ["WORKDIR '/x", `failed to process "'/x": unexpected end of statement while looking for matching single-quote`],
    ['COPY a.txt "/x y"', 'failed to process "\\"/x": unexpected end of statement while looking for matching double-quote'],
    ["ENV A=1 B", `Syntax error - can't find = in "B". Must be of the form: name=value`],
    ["ENV A=${NOPE:?no}", 'failed to process "${NOPE:?no}": NOPE: no'],
    ["ENV A=${NOPE", `failed to process "\${NOPE": syntax error: missing '}'`],
  ])("does not read %s", async (line, why) => {
    await files({ "a.txt": "a" });
    const { stderr, status } = await lines("build -f - .", `FROM alpine\n${line}\n`);
    expect([status, stderr]).toEqual([1, expect.stringContaining(`   2 | >>> ${line}\n`)]);
    expect(stderr.trimEnd().endsWith(`ERROR: failed to build: failed to solve: ${why}`)).toBe(true);
  });

  // Recorded from BuildKit in Docker 20.10.24, but what cuts and replaces: https://docs.docker.com/reference/dockerfile/#environment-replacement
  test("reads quotes, escapes and variables of settings as BuildKit does", async () => {
    const source =
      'FROM scratch\nARG WHO=you F=foo-bar-baz\nENV A=$(x) B=$1 C=$$ D=a$ E=${WHO:?no} N=\nENV OLD hello "two words" $WHO\nLABEL a="b c" d=e\\ f g="\\"q\\""\n' +
      "ENV P=${F#*-} PP=${F##*-} S=${F%-*} SS=${F%%-*} R=${F/-/_} RR=${F//-/_} U=${N-unset} V=${N:-empty}\n" +
      'VOLUME ["/a$WHO"]\nEXPOSE "80" 90\nUSER "a b"\n';
    expect((await lines("build -t read -f - .", source)).status).toBe(0);
    const config = JSON.parse((await lines(["inspect", "-f", "{{json .Config}}", "read"])).stdout);
    expect(config).toMatchObject({
      Labels: { a: "b c", d: "e f", g: '"q"' },
      Volumes: { "/ayou": {} },
      ExposedPorts: { "80/tcp": {}, "90/tcp": {} },
      User: "a b",
    });
    expect(config.Env.filter((each: string) => !each.startsWith("PATH="))).toEqual([
      "A=$(x)",
      "B=",
      "C=",
      "D=a$",
      "E=you",
      "N=",
      "OLD=hello two words you",
      "P=bar-baz",
      "PP=baz",
      "S=foo-bar",
      "SS=foo",
      "R=foo_bar-baz",
      "RR=foo_bar_baz",
      "U=",
      "V=empty",
    ]);
  });

  test("keeps the quotes of a here-document that is copied", async () => {
    const source = `FROM alpine\nARG WHO=me\nCOPY <<EOF /said\n"it's" $WHO\nEOF\nCOPY <<'EOF' /raw\n"it's" $WHO\nEOF\n`;
    expect((await lines("build -t said -f - .", source)).status).toBe(0);
    expect((await lines(["run", "--rm", "said", "sh", "-c", "read a < /said; read b < /raw; echo $a; echo $b"])).stdout).toBe(
      `"it's" me\n"it's" $WHO\n`,
    );
  });

  test("notes what a step removes", async () => {
    await files({ Dockerfile: "FROM alpine\nCOPY Dockerfile /gone\n" });
    await lines("build -t base .");
    const { Overlay } = await import("./run/overlay.ts");
    const overlay = new Overlay({ clock: { now: () => 0, sleep: async () => {} }, hasher: nodeHasher });
    const store = new ImageStore(computer.files);
    for (const layer of (await store.find("base"))?.manifest.layers ?? []) await overlay.apply(store.stream(layer.digest));
    overlay.files.remove("/gone");
    await overlay.files.write("/tmp/short-lived", "x");
    overlay.files.remove("/tmp/short-lived");
    overlay.files.rename("/etc/motd", "/etc/motto");
    expect((await overlay.takeChanges()).map(({ path }) => path)).toEqual([".wh.gone", "etc/.wh.motd", "etc/motto"]);
  });

  test.each([
    [
      "FROM nosuch\n",
      "nosuch: failed to resolve source metadata for docker.io/library/nosuch:latest: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed\n",
    ],
    ["FROM alpine\nCOPY nope /\n", 'failed to compute cache key: failed to calculate checksum of ref: "/nope": not found\n'],
    ["FORM alpine\n", "dockerfile parse error on line 1: unknown instruction: FORM (did you mean FROM?)\n"],
    ["FROM alpine\n  bogus line\n", "dockerfile parse error on line 2: unknown instruction: bogus\n"],
    ["FROM\n", "dockerfile parse error on line 1: FROM requires either one or three arguments\n"],
    [
      "FROM alpine AS 1x\n",
      'dockerfile parse error on line 1: invalid name for build stage: "1x", name can\'t start with a number or contain symbols\n',
    ],
    ["FROM alpine\nCOPY --form=x a.txt /\n", "dockerfile parse error on line 2: unknown flag: --form (did you mean from?)\n"],
    [
      "FROM alpine\nCOPY a.txt\n",
      "dockerfile parse error on line 2: COPY requires at least two arguments, but only one was provided. Destination could not be determined\n",
    ],
    ["FROM alpine\nHEALTHCHECK bogus\n", 'dockerfile parse error on line 2: Unknown type "BOGUS" in HEALTHCHECK (try CMD)\n'],
    ["FROM alpine\nHEALTHCHECK --interval=5 CMD x\n", 'dockerfile parse error on line 2: time: missing unit in duration "5"\n'],
    ["FROM alpine\nONBUILD FROM x\n", "dockerfile parse error on line 2: FROM isn't allowed as an ONBUILD trigger\n"],
    ["FROM alpine\nENV A\n", "ENV must have two arguments\n"],
    ["FROM alpine\nEXPOSE 99999\n", "invalid containerPort: 99999\n"],
    ["FROM alpine\nEXPOSE 82-80\n", "invalid containerPort: 82-80\n"],
    ["FROM alpine\nSHELL bash\n", "dockerfile parse error on line 2: SHELL requires the arguments to be in JSON form\n"],
    ["FROM alpine\nCOPY <<EOF /x\nhi\n", "unterminated heredoc\n"],
    ["RUN true\n", "no build stage in current context\n"],
    ["# nothing\n", "file with no instructions\n"],
    ["FROM alpine\nRUN exit 3\n", 'process "/bin/sh -c exit 3" did not complete successfully: exit code: 3\n'],
    ["FROM alpine\nRUN nonsense\n", 'process "/bin/sh -c nonsense" did not complete successfully: exit code: 127\n'],
    ["FROM scratch\nRUN echo hi\n", 'process "/bin/sh -c echo hi" did not complete successfully: exit code: 127\n'],
    [
      "FROM alpine\nADD https://example.com/x /x\n",
      "failed to load cache key: the sandbox's builds have no network but Docker Hub: ADD of a URL does not work here\n",
    ],
    ["", "the Dockerfile cannot be empty\n"],
  ])("of %j fails and says why", async (source, message) => {
    await files({ "a.txt": "" });
    const ran = await lines("build -f - .", source);
    expect(ran.status).toBe(1);
    expect(ran.stderr.endsWith(`ERROR: failed to build: failed to solve: ${message}`)).toBe(true);
    expect((await lines("images -q")).stdout).toBe("");
  });

  test("says what is missing before it begins", async () => {
    expect((await lines("build .")).stderr).toContain("failed to read dockerfile: open Dockerfile: no such file or directory");
    expect((await lines("build nope")).stderr).toBe('ERROR: unable to prepare context: path "nope" not found\n');
    expect((await lines("build -t Foo .")).stderr).toBe(
      'ERROR: failed to build: invalid tag "Foo": invalid reference format: repository name (library/Foo) must be lowercase\n',
    );
  });

  test("stops where a credential helper gives no answer about a base, unless that is here", async () => {
    computer.files.makeDirectory("/home/learner/.docker");
    await computer.files.write("/home/learner/.docker/config.json", JSON.stringify({ credsStore: "desktop" }));
    const why = 'error getting credentials - err: exec: "docker-credential-desktop": executable file not found in $PATH, out: ``';
    const { status, stderr } = await lines("build -f - .", "FROM alpine\nRUN true\n");
    expect(status).toBe(1);
    expect(stderr).toContain(`#2 ERROR: ${why}\n\n------\n > [internal] load metadata for docker.io/library/alpine:latest:\n------\n`);
    expect(stderr.trimEnd().split("\n").at(-1)).toBe(
      `ERROR: failed to build: failed to solve: alpine: failed to resolve source metadata for docker.io/library/alpine:latest: ${why}`,
    );
    computer.helpers.set("docker-credential-desktop", () => ({ status: 1, stdout: "No stored credential for index.docker.io\n" }));
    expect((await lines("build -f - .", "FROM alpine\nRUN true\n")).stderr).toContain(
      "#2 ERROR: error getting credentials - err: exit status 1, out: `No stored credential for index.docker.io`\n",
    );
    expect((await lines("pull -q alpine")).status).toBe(0);
    expect((await lines("build -f - .", "FROM alpine\nRUN true\n")).status).toBe(0);
    computer.helpers.set("docker-credential-desktop", () => ({ status: 1, stdout: "credentials not found in native keychain\n" }));
    expect((await lines("build --pull -f - .", "FROM alpine\nRUN true\n")).status).toBe(0);
  });

  test("shows where it failed: the image that is not there, the file's name, fewer lines around several", async () => {
    await files({
      "app.dev": "FROM alpine\nRUN echo a\nRUN echo \\\n  b; \\\n  exit 3\nRUN echo c\nRUN echo d\n",
      "copied.dev": "FROM alpine\nCOPY --from=nosuch /a /b\n",
    });
    expect((await lines("build -f app.dev .")).stderr).toContain(
      "app.dev:3\n--------------------\n   2 |     RUN echo a\n   3 | >>> RUN echo \\\n   4 | >>>   b; \\\n   5 | >>>   exit 3\n   6 |     RUN echo c\n--------------------\n",
    );
    const { stderr } = await lines("build -f copied.dev .");
    expect(stderr).toContain("[internal] load build definition from copied.dev\n");
    expect(stderr).toContain(
      "------\n > [internal] load metadata for docker.io/library/nosuch:latest:\n------\ncopied.dev:2\n--------------------\n   1 |     FROM alpine\n   2 | >>> COPY --from=nosuch /a /b\n   3 |\n--------------------\n",
    );
    expect(stderr).not.toContain("FROM docker.io");
  });

  test("does what its base wants done by whoever builds on it, once", async () => {
    await files({ "x.txt": "x\n" });
    await lines("build -t base -f - .", "FROM alpine\nONBUILD COPY x.txt /x\nONBUILD RUN read l < /x; echo $l > /y\n");
    expect((await lines("build -t child -f - .", "FROM base\nRUN read l < /y; echo $l > /z\n")).stderr).toContain("[2/4] COPY x.txt /x\n");
    await lines("build -t grandchild -f - .", "FROM child\nRUN true\n");
    expect(await ownLayers("grandchild", 1)).toEqual([["x"], ["y"], ["z"]]);
    expect((await lines(["inspect", "-f", "{{json .Config.OnBuild}}", "child"])).stdout).toBe("null\n");
  });

  test("keeps a command that its stage set before the entrypoint, and none of the image below", async () => {
    await lines("build -t kept -f - .", 'FROM alpine\nCMD ["a"]\nENTRYPOINT ["b"]\n');
    await lines("build -t lost -f - .", 'FROM kept\nENTRYPOINT ["c"]\n');
    const config = async (name: string) => (await lines(["inspect", "-f", "{{json .Config.Entrypoint}} {{json .Config.Cmd}}", name])).stdout;
    expect([await config("kept"), await config("lost")]).toEqual(['["b"] ["a"]\n', '["c"] null\n']);
  });

  test("takes health checks in every form, and each port of a range", async () => {
    await lines(
      "build -t h -f - .",
      "FROM alpine\nEXPOSE 80-82 53/udp\nHEALTHCHECK --interval=1m30s --start-interval=2s --retries=10 CMD [ -f /ok ] || exit 1\n",
    );
    expect((await lines(["inspect", "-f", "{{json .Config.Healthcheck}} {{json .Config.ExposedPorts}}", "h"])).stdout).toBe(
      '{"Test":["CMD-SHELL","[ -f /ok ] || exit 1"],"Interval":90000000000,"StartInterval":2000000000,"Retries":10} {"53/udp":{},"80/tcp":{},"81/tcp":{},"82/tcp":{}}\n',
    );
    expect((await lines(["history", "--no-trunc", "--format", "{{.CreatedBy}}", "h"])).stdout.split("\n")[0]).toBe(
      String.raw`HEALTHCHECK &{["CMD-SHELL" "[ -f /ok ] || exit 1"] "1m30s" "0s" "0s" "2s" '\n'}`,
    );
  });

  test("installs packages from its tiny catalogue only", async () => {
    const alpine = await lines("build -f - .", "FROM alpine\nRUN apk add --no-cache curl\n");
    expect(alpine.stderr).toContain("(1/1) Installing curl (8.14.1-r2)");
    const unknown = await lines("build -f - .", "FROM alpine\nRUN apk add gcc\n");
    expect(unknown.stderr).toContain("gcc (no such package)");
    expect(unknown.stderr).toContain("gantry: this apk is offline and knows only:");
    await files({ "package.json": '{"dependencies":{"express":"^5"}}', "package-lock.json": "{}" });
    expect((await lines("build -t n -f - .", "FROM node:22-alpine\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci --omit=dev\n")).stderr).toContain(
      "added 1 package in 1s",
    );
    expect((await ownLayers("n", 2)).at(-1)).toEqual(["app/node_modules", "app/node_modules/express", "app/node_modules/express/package.json"]);
  });
});

describe("docker run", () => {
  test("greets from hello-world, after pulling it", async () => {
    const ran = await lines("run --rm hello-world");
    expect(ran.status).toBe(0);
    expect(ran.stdout).toMatch(/^\nHello from Docker!\n/);
    expect(ran.stderr).toMatch(/^Unable to find image 'hello-world:latest' locally\nlatest: Pulling from library\/hello-world\n/);
  });

  test("runs the shell on the image's own files, without touching the image", async () => {
    expect((await lines(["run", "-e", "X=1", "alpine", "sh", "-c", "echo $X > /x; read v < /etc/alpine-release; echo $v"])).stdout).toBe("3.22.2\n");
    expect((await lines(["run", "alpine", "sh", "-c", "test -e /x && echo there || echo not"])).stdout).toBe("not\n");
    expect((await lines("run node:22-alpine --version")).stdout).toBe("v22.21.0\n");
    expect((await lines("run node:22-alpine node --version")).stdout).toBe("v22.21.0\n");
  });

  test("says which image or program is missing", async () => {
    expect(await lines("run nosuch")).toMatchObject({ status: 125 });
    const ran = await lines("run alpine nonsense");
    expect(ran.status).toBe(127);
    expect(ran.stderr).toContain('exec: "nonsense": executable file not found in $PATH');
  });
});

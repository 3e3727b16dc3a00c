/** What `docker build` makes of a Dockerfile, recorded from the BuildKit of Docker 20.10.24 (file layers, settings, history, refusals). */
import { gunzipSync, gzipSync } from "node:zlib";
import { beforeEach, describe, expect, test } from "vitest";
import { testCloud } from "../../cloud/testing.ts";
import { tarOf } from "../../images/tar.ts";
import { untar } from "../../images/untar.ts";
import { nodeHasher } from "../../node/hasher.ts";
import { ImageStore } from "./store/store.ts";
import { Computer } from "./testing/computer.ts";

const HERE = "/home/learner/x";
let computer: Computer;

beforeEach(() => {
  const cloud = testCloud(nodeHasher);
  computer = new Computer(cloud.handle, nodeHasher, () => cloud.store.now());
  computer.files.makeDirectory(HERE, { parents: true });
  computer.cwd = HERE;
});

/** A text ending in a slash is a folder, `->` makes a link, bytes are bytes. */
async function put(files: Record<string, string | Uint8Array>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const path = `${HERE}/${name}`;
    computer.files.makeDirectory(path.slice(0, path.lastIndexOf("/")), { parents: true });
    if (typeof content === "string" && content.startsWith("->")) computer.files.symlink(content.slice(2), path);
    else await computer.files.write(path, content);
  }
}

async function build(dockerfile: string, args: readonly string[] = []) {
  await put({ Dockerfile: dockerfile });
  return computer.run(["build", "-t", "it", ...args, "."]);
}

/** The last line of a refusal, without what every refusal begins with. */
async function refusal(dockerfile: string): Promise<string | undefined> {
  const { status, stderr } = await build(dockerfile);
  expect(status).toBe(1);
  return stderr.trim().split("\n").at(-1)?.replace("ERROR: failed to build: failed to solve: ", "");
}

/** `path mode uid:gid content` of what the layers above `alpine` hold, those of folders without content. */
async function layers(dockerfile: string): Promise<string[][]> {
  const { status, stderr } = await build(dockerfile);
  expect(status, stderr).toBe(0);
  const store = new ImageStore(computer.files);
  const image = await store.find("it");
  const found: string[][] = [];
  for (const { digest } of image?.manifest.layers.slice(1) ?? []) {
    const names: string[] = [];
    const tar = gunzipSync(await computer.files.read(store.blobPath(digest)));
    for await (const { path, kind, mode, uid = 0, gid = 0, target, content } of untar(once(tar))) {
      const what = kind === "file" ? new TextDecoder().decode(await content()).trim() : (target ?? "");
      names.push(`${path} ${mode.toString(8)} ${uid}:${gid} ${what}`.trimEnd());
    }
    found.push(names);
  }
  return found;
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

async function config(dockerfile: string, args: readonly string[] = []): Promise<Record<string, unknown>> {
  const { status, stderr } = await build(dockerfile, args);
  expect(status, stderr).toBe(0);
  return JSON.parse((await computer.run(["inspect", "--format", "{{json .Config}}", "it"])).stdout);
}

/** Newest first, without those of the base. */
async function history(dockerfile: string, args: readonly string[] = []): Promise<string[]> {
  await config(dockerfile, args);
  const { stdout } = await computer.run(["history", "--no-trunc", "--format", "{{.CreatedBy}}", "it"]);
  return stdout.trim().split("\n").slice(0, -2);
}

describe("COPY", () => {
  test("a pattern that fits nothing copies nothing", async () => {
    await put({ "package.json": "p" });
    expect(await layers("FROM alpine\nCOPY package.json package-lock.json* /app/\nCOPY nothing* /new/\n")).toEqual([
      ["app 755 0:0", "app/package.json 644 0:0 p"],
    ]);
  });

  test("several sources go one after the other, onto one file or into one folder", async () => {
    await put({ a: "a", b: "b", "d1/x": "1", "d2/y": "2" });
    expect(await layers("FROM alpine\nCOPY a b /x\nCOPY d* /y\n")).toEqual([["x 644 0:0 b"], ["y 755 0:0", "y/x 644 0:0 1", "y/y 644 0:0 2"]]);
  });

  test("follows the link that a source is, and those on the way to it; those in a folder stay", async () => {
    await put({ a: "a", l: "->a", "d/z": "z", "d/up": "->../a", dl: "->d", broken: "->nowhere" });
    expect(await layers("FROM alpine\nCOPY l /x\nCOPY dl /y\nCOPY dl/z /w\nCOPY l d/up /n/\nCOPY dl/z* /g/\n")).toEqual([
      ["x 644 0:0 a"],
      ["y 755 0:0", "y/up 777 0:0 ../a", "y/z 644 0:0 z"],
      ["w 644 0:0 z"],
      ["n 755 0:0", "n/l 644 0:0 a", "n/up 644 0:0 a"],
      ["g 755 0:0", "g/z 644 0:0 z"],
    ]);
    expect(await refusal("FROM alpine\nCOPY broken /x\n")).toMatch(/"\/nowhere": not found$/);
  });

  test("leaves the mode of the destination, and gives --chmod to what is below it", async () => {
    await put({ "d/e/f": "f" });
    computer.files.chmod(`${HERE}/d`, 0o700);
    computer.files.chmod(`${HERE}/d/e`, 0o700);
    expect(await layers("FROM alpine\nCOPY d /x\nCOPY --chmod=710 d /y\n")).toEqual([
      ["x 755 0:0", "x/e 700 0:0", "x/e/f 644 0:0 f"],
      ["y 755 0:0", "y/e 710 0:0", "y/e/f 710 0:0 f"],
    ]);
    expect(await refusal("FROM alpine\nCOPY --chmod=999 d /x\n")).toBe(
      "invalid chmod parameter: '999'. it should be octal string and between 0 and 07777",
    );
  });

  test("gives files and folders on the way to --chown; a name that the image lacks is root", async () => {
    await put({ f: "f" });
    expect(
      await layers(
        "FROM alpine\nCOPY --chown=5:6 f /n/f\nCOPY --chown=5 f /g\nCOPY --chown=:7 f /h\nCOPY --chown=nosuch f /i\nCOPY --chown=5:nosuch f /j\nCOPY --chown=nobody f /k\n",
      ),
    ).toEqual([["n 755 5:6", "n/f 644 5:6 f"], ["g 644 5:5 f"], ["h 644 0:7 f"], ["i 644 0:0 f"], ["j 644 5:5 f"], ["k 644 65534:65534 f"]]);
  });

  test.each([
    ["COPY d /", /^cannot copy to non-directory: \/var\/lib\/docker\/tmp\/buildkit-mount\d+\/x$/],
    ["COPY d/x /x", /^cannot copy to non-directory: \S+\/x$/],
    ["COPY f /x/", /^mkdir \/x: not a directory$/],
    ["COPY f /x/y", /^mkdir \/x: not a directory$/],
    ["WORKDIR /x/y", /^mkdir \/x: not a directory$/],
    ["COPY d /y/\nCOPY x /y/", /^cannot replace to directory \S+\/y\/x with file$/],
  ])("%s where a file or a folder is in the way", async (line, told) => {
    await put({ f: "f", x: "x", "d/x/a": "a" });
    expect(await refusal(`FROM alpine\nCOPY f /x\n${line}\n`)).toMatch(told);
  });

  test("an exception of .dockerignore brings its folders", async () => {
    await put({ "a/b/1": "1", "a/2": "2", "c/x": "x", ".dockerignore": "*\n!a/b\n" });
    expect(await layers("FROM alpine\nCOPY a /aa\n")).toEqual([["aa 755 0:0", "aa/b 755 0:0", "aa/b/1 644 0:0 1"]]);
  });

  test.each([
    ["FROM alpine\nCOPY --from=3 /a /b\n", "invalid stage index 3"],
    ["FROM alpine AS one\nCOPY --from=one /a /b\n", "circular dependency detected on stage: one"],
    ["FROM alpine\nCOPY --from=0 /a /b\n", "circular dependency detected on stage: stage-0"],
    [
      "FROM alpine AS one\nCOPY --from=two /a /b\nFROM alpine AS two\nFROM one\n",
      'cannot copy from stage "two", it needs to be defined before current stage "one"',
    ],
  ])("%j", async (dockerfile, told) => {
    expect(await refusal(dockerfile)).toBe(told);
  });
});

test("a number is a stage for COPY alone", async () => {
  expect(await refusal("FROM alpine\nFROM 0\n")).toMatch(/^0: failed to resolve source metadata for docker.io\/library\/0:latest/);
  expect((await build("FROM alpine\n", ["--target", "0"])).stderr).toContain('target stage "0" could not be found');
});

test("ADD unpacks whatever is an archive, by any name, with its owners; anything else is copied", async () => {
  const tar = tarOf([
    { path: "s", kind: "directory", mode: 0o700, mtime: 1, uid: 5, gid: 6 },
    { path: "s/one", kind: "file", mode: 0o644, mtime: 1, uid: 5, gid: 6, content: new TextEncoder().encode("1") },
  ]);
  await put({ "a.jpg": tar, "weird.gz": gzipSync(tar), "fake.tar": "no", "empty.tar": "", "one.gz": gzipSync("one") });
  const unpacked = (root: string) => [`${root} 755 0:0`, `${root}/s 700 5:6`, `${root}/s/one 644 5:6 1`];
  const found = await layers("FROM alpine\nADD a.jpg /x\nADD weird.gz /y/\nADD fake.tar /f\nADD one.gz empty.tar /q/\n");
  expect(found.slice(0, 3)).toEqual([unpacked("x"), unpacked("y"), ["f 644 0:0 no"]]);
  expect(found[3]?.map((line) => line.split(" ")[0])).toEqual(["q", "q/empty.tar", "q/one.gz"]);
});

describe("settings", () => {
  test("an ARG reaches the stages above, its history tells the value, and RUN's those of all", async () => {
    const dockerfile = "ARG G=gg\nFROM alpine AS one\nARG A=1 B\nARG G\nENV A=env\nRUN true\nFROM one\nARG A=last\nLABEL a=$A g=$G\n";
    expect(await config(dockerfile)).toMatchObject({ Labels: { a: "last", g: "gg" } });
    expect(await history(dockerfile)).toEqual([
      "LABEL a=last g=gg",
      "ARG A=last",
      "RUN |3 A=env B= G=gg /bin/sh -c true # buildkit",
      "ENV A=env",
      "ARG G=gg",
      "ARG A=1 B",
    ]);
  });

  test("an empty list takes a command away, and nothing at all is an empty command", async () => {
    expect(await config('FROM alpine\nENTRYPOINT ["a"]\nCMD ["x"]\nENTRYPOINT []\nCMD []\n')).toMatchObject({ Cmd: null, Entrypoint: null });
    expect(await history("FROM alpine\nENTRYPOINT []\nCMD\n")).toEqual(['CMD ["/bin/sh" "-c" ""]', "ENTRYPOINT []"]);
    expect(await refusal("FROM alpine\nRUN []\n")).toBe("failed to marshal LLB definition: arguments are required");
  });

  test("a list ends with its bracket, and holds texts alone", async () => {
    expect(await config('FROM alpine\nCMD ["a", "]"] trailing\nVOLUME ["/a"] x\n')).toMatchObject({ Cmd: ["a", "]"], Volumes: { "/a": {} } });
    expect(await refusal('FROM alpine\nCMD ["a", 1]\n')).toBe("when using JSON array syntax, arrays must be comprised of strings only");
    expect(await refusal('FROM alpine\nVOLUME ["", "/a"]\n')).toBe("dockerfile parse error on line 2: VOLUME specified can not be an empty string");
  });

  test("ONBUILD has no line in the history; WORKDIR / has one, and no step", async () => {
    const { stderr } = await build("FROM alpine\nWORKDIR /\nWORKDIR /a\n");
    expect(stderr).toContain("[2/3] WORKDIR /a\n");
    expect(stderr).not.toContain("WORKDIR /\n");
    expect(await history("FROM alpine\nONBUILD RUN true\nWORKDIR /\n")).toEqual(["WORKDIR /"]);
  });

  test("an image on scratch has a PATH and a folder to work in", async () => {
    await put({ f: "f" });
    const Env = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"];
    expect(await config("FROM scratch\nCOPY f /\n")).toMatchObject({ Env, WorkingDir: "/" });
  });

  test("STOPSIGNAL is a number or a name", async () => {
    expect(await config("FROM alpine\nSTOPSIGNAL 99\nSTOPSIGNAL rtmin+3\n")).toMatchObject({ StopSignal: "rtmin+3" });
    expect(await refusal("FROM alpine\nSTOPSIGNAL FOO\n")).toBe("invalid signal: FOO");
    expect(await refusal("FROM alpine\nSTOPSIGNAL 0\n")).toBe("invalid signal: 0");
  });

  test("numbers of steps are as wide as their count", async () => {
    const { stderr } = await build(`FROM alpine\n${Array.from({ length: 9 }, (_, at) => `WORKDIR /${at}\n`).join("")}`);
    expect(stderr).toContain("[ 2/10] WORKDIR /0\n");
    expect(stderr).toContain("[10/10] WORKDIR /8\n");
  });
});

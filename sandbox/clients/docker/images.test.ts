/** Listing, naming, looking at and removing local images, and what is said about wrong command lines. */
import { beforeEach, describe, expect, test } from "vitest";
import { START, testCloud } from "../../cloud/testing.ts";
import { type GeneratedImage, generatedImage } from "../../images/image.ts";
import { nodeHasher } from "../../node/hasher.ts";
import { docker } from "./index.ts";
import { installImage } from "./store/install.ts";
import { Computer } from "./testing/computer.ts";
import { short } from "./words/units.ts";

const REGISTRY = "111122223333.dkr.ecr.us-east-1.amazonaws.com";

let computer: Computer;
let first: GeneratedImage;
let second: GeneratedImage;

beforeEach(async () => {
  computer = new Computer(testCloud(nodeHasher).handle, nodeHasher, () => START);
  first = await generatedImage(nodeHasher, { layers: { "alpine-3.22": 3_800_000, "storefront-1.0": 310_000 }, createdAt: START - 2_000 });
  second = await generatedImage(nodeHasher, { layers: { "alpine-3.22": 3_800_000 }, createdAt: START - 3_600_000 });
  await installImage(computer.files, "storefront:1.0", first);
  await installImage(computer.files, "worker:1.0", second);
});

describe("docker images", () => {
  test("lists names, newest image first", async () => {
    expect((await computer.run("images")).stdout).toBe(
      `REPOSITORY   TAG       IMAGE ID       CREATED             SIZE\nstorefront   1.0       ${short(first.digest)}   2 seconds ago       4.11MB\nworker       1.0       ${short(second.digest)}   About an hour ago   3.8MB\n`,
    );
    expect((await computer.run("images -q")).stdout).toBe(`${short(first.digest)}\n${short(second.digest)}\n`);
    expect((await computer.run("images nope")).stdout).toBe("REPOSITORY   TAG       IMAGE ID   CREATED   SIZE\n");
    expect((await computer.run(["image", "ls", "--format", "{{.Repository}}:{{.Tag}} {{.Size}}", "stor*"])).stdout).toBe("storefront:1.0 4.11MB\n");
    expect((await computer.run("images --filter reference=worker --quiet --no-trunc")).stdout).toBe(`${second.digest}\n`);
  });

  test("the image of a filter is `latest` unless it says else", async () => {
    await computer.run("tag storefront:1.0 base");
    expect((await computer.run("images -q -f before=base")).stdout).toBe(`${short(second.digest)}\n`);
    expect((await computer.run("images -f before=nope")).stderr).toBe("Error response from daemon: No such image: nope:latest\n");
  });

  test("too few arguments name the help in Docker 28.2's words", async () => {
    const usage = "Usage:  docker rmi [OPTIONS] IMAGE [IMAGE...]";
    const told = `docker: 'docker rmi' requires at least 1 argument\n\n${usage}\n\nSee 'docker rmi --help' for more information\n`;
    expect(await computer.run(["rmi"])).toEqual({ status: 1, stdout: "", stderr: told });
    expect((await computer.run(["tag"])).stderr).toContain("Run 'docker tag --help' for more information\n");
  });

  test("an image that lost its name dangles until it is pruned", async () => {
    await computer.run("tag worker:1.0 storefront:1.0");
    expect((await computer.run("images -f dangling=true")).stdout).toContain(`<none>       <none>    ${short(first.digest)}`);
    const pruned = await computer.run("image prune -f");
    expect(pruned.stdout).toContain(`Deleted Images:\ndeleted: ${first.digest}\n\nTotal reclaimed space: 311`);
    expect((await computer.run("images -q")).stdout).toBe(`${short(second.digest)}\n${short(second.digest)}\n`);
    expect((await computer.run("system prune -af")).stdout).toContain(
      `untagged: storefront:1.0\ndeleted: ${second.digest}\n\nTotal reclaimed space: 3.8`,
    );
    expect(computer.files.list("/var/lib/docker/blobs/sha256")).toEqual([]);
  });
});

describe("docker rmi", () => {
  test("takes the image with its last name, and only the layers nobody else has", async () => {
    await computer.run(`tag storefront:1.0 ${REGISTRY}/x:1`);
    expect((await computer.run("rmi storefront:1.0")).stdout).toBe("Untagged: storefront:1.0\n");
    expect((await computer.run(`rmi ${REGISTRY}/x:1`)).stdout).toBe(`Untagged: ${REGISTRY}/x:1\nDeleted: ${first.digest}\n`);
    expect((await computer.run("images -q")).stdout).toBe(`${short(second.digest)}\n`);
    expect(computer.files.list("/var/lib/docker/blobs/sha256")).toHaveLength(3);
  });

  test("by ID is refused for an image in several repositories, unless forced", async () => {
    await computer.run(`tag storefront:1.0 ${REGISTRY}/x:1`);
    const id = short(first.digest);
    expect(await computer.run(`rmi ${id}`)).toMatchObject({
      status: 1,
      stderr: `Error response from daemon: conflict: unable to delete ${id} (must be forced) - image is referenced in multiple repositories\n`,
    });
    expect((await computer.run(`rmi -f ${id}`)).stdout).toBe(`Untagged: storefront:1.0\nUntagged: ${REGISTRY}/x:1\nDeleted: ${first.digest}\n`);
  });

  test("says which image is not there", async () => {
    expect(await computer.run("rmi nope")).toEqual({ status: 1, stdout: "", stderr: "Error response from daemon: No such image: nope:latest\n" });
  });
});

describe("names and details", () => {
  test("docker tag refuses what is no name and what is not here", async () => {
    expect((await computer.run("tag nope:1 x:1")).stderr).toBe("Error response from daemon: No such image: nope:1\n");
    expect((await computer.run(`tag worker:1.0 ${REGISTRY}/Hello:1.0`)).stderr).toBe(
      `Error parsing reference: "${REGISTRY}/Hello:1.0" is not a valid repository/tag: invalid reference format: repository name (Hello) must be lowercase\n`,
    );
    expect(computer.refusals).toEqual([{ of: "docker tag", code: "invalid-reference", names: `${REGISTRY}/Hello:1.0` }]);
  });

  test("docker inspect prints what it found and names what it did not", async () => {
    expect(await computer.run("inspect nope")).toEqual({ status: 1, stdout: "[]\n", stderr: "Error: No such object: nope\n" });
    expect((await computer.run("image inspect nope")).stderr).toBe("Error response from daemon: no such image: nope: No such image: nope:latest\n");
    const [details] = JSON.parse((await computer.run(`inspect ${short(first.digest)}`)).stdout) as [Record<string, unknown>];
    expect(details).toMatchObject({
      Id: first.digest,
      RepoTags: ["storefront:1.0"],
      Size: first.size,
      RootFS: { Layers: first.layers.map(({ diffId }) => diffId) },
    });
  });

  test("docker inspect says at the end what it cannot fill, and looks only at the type that is asked for", async () => {
    const inspect = (...words: string[]) => computer.run(["inspect", ...words]);
    expect(await inspect("-f", "{{.Nope}}", "worker:1.0", "nope")).toEqual({
      status: 1,
      stdout: "\n",
      stderr: 'template parsing error: template: :1:2: executing "" at <.Nope>: map has no entry for key "Nope"\nError: No such object: nope\n',
    });
    expect(await inspect("-f", "{{if", "worker:1.0")).toMatchObject({ status: 64, stdout: "" });
    expect((await inspect("-f", "{{.ID}}", "worker:1.0")).stdout).toBe(`${second.digest}\n`);
    expect((await inspect("--type=container", "worker:1.0")).stderr).toBe("Error response from daemon: No such container: worker:1.0\n");
    expect((await inspect("--type=bogus", "worker:1.0")).stderr).toContain('unknown type: "bogus": must be one of "config", "container", "image"');
  });

  test("docker says of a word that is no name what is wrong with it", async () => {
    const said = async (...words: string[]) => (await computer.run(words)).stderr;
    const upper = "invalid reference format: repository name (library/UPPER) must be lowercase";
    expect(await said("rmi", "-f", "UPPER")).toBe(`Error response from daemon: ${upper}\n`);
    expect(await said("history", "UPPER")).toBe(`Error response from daemon: ${upper}\n`);
    expect(await said("image", "inspect", "UPPER")).toBe(`Error response from daemon: no such image: UPPER: ${upper}\n`);
    expect(await said("tag", "UPPER", "x:")).toBe(`Error parsing reference: "UPPER" is not a valid repository/tag: ${upper}\n`);
    expect(await said("tag", "worker:1.0", `sha256:${"0".repeat(64)}`)).toBe(
      "Error response from daemon: refusing to create an ambiguous tag using digest algorithm as name\n",
    );
  });

  test("docker history has a step per layer and one per setting", async () => {
    expect((await computer.run("history worker:1.0")).stdout).toBe(
      `IMAGE          CREATED       CREATED BY                                      SIZE      COMMENT\n${short(second.digest)}   6 weeks ago   CMD ["/bin/sh"]                                 0B        buildkit.dockerfile.v0\n<missing>      6 weeks ago   ADD alpine-minirootfs-3.22.2-x86_64.tar.gz /…   3.8MB     buildkit.dockerfile.v0\n`,
    );
    expect((await computer.run("history nope")).stderr).toBe("Error response from daemon: No such image: nope:latest\n");
  });
});

describe("wrong command lines", () => {
  test.each([
    ["pusj", 1, "docker: unknown command: docker pusj\n\nRun 'docker --help' for more information\n"],
    [
      "push",
      1,
      "docker: 'docker push' requires 1 argument\n\nUsage:  docker push [OPTIONS] NAME[:TAG]\n\nRun 'docker push --help' for more information\n",
    ],
    [
      "tag a",
      1,
      "docker: 'docker tag' requires 2 arguments\n\nUsage:  docker tag SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]\n\nRun 'docker tag --help' for more information\n",
    ],
    [
      "images --bogus",
      125,
      "unknown flag: --bogus\n\nUsage:  docker images [OPTIONS] [REPOSITORY[:TAG]]\n\nRun 'docker images --help' for more information\n",
    ],
    [
      "images -f bogus",
      125,
      'invalid argument "bogus" for "-f, --filter" flag: bad format of filter (expected name=value)\n\nUsage:  docker images [OPTIONS] [REPOSITORY[:TAG]]\n\nRun \'docker images --help\' for more information\n',
    ],
    [
      "login -u",
      125,
      "flag needs an argument: 'u' in -u\n\nUsage:  docker login [OPTIONS] [SERVER]\n\nRun 'docker login --help' for more information\n",
    ],
  ])("docker %s", async (line, status, stderr) => {
    expect(await computer.run(line)).toEqual({ status, stdout: "", stderr });
  });

  test("docker help COMMAND is the command's own help", async () => {
    const tag = "Usage:  docker tag SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]\n\nCreate a tag TARGET_IMAGE that refers to SOURCE_IMAGE\n\n";
    expect((await computer.run("help tag")).stdout).toBe(`${tag}Aliases:\n  docker image tag, docker tag\n`);
    expect((await computer.run("help image")).stdout).toContain("Usage:  docker image COMMAND");
    expect(await computer.run("help bogus")).toEqual({ status: 1, stdout: "", stderr: "unknown help topic: bogus\n" });
    expect(await computer.run("-H")).toMatchObject({ status: 125, stdout: "" });
  });

  test("docker login --help is as recorded", async () => {
    expect((await computer.run("login --help")).stdout).toBe(`Usage:  docker login [OPTIONS] [SERVER]

Authenticate to a registry.
Defaults to Docker Hub if no server is specified.

Options:
  -p, --password string   Password or Personal Access Token (PAT)
      --password-stdin    Take the Password or Personal Access Token
                          (PAT) from stdin
  -u, --username string   Username
`);
  });
});

test("Tab offers subcommands, options, local images and known registries", async () => {
  const complete = async (words: string[], prefix: string) =>
    (
      await docker.complete?.({
        words: ["docker", ...words],
        prefix,
        env: { ECR: REGISTRY },
        cwd: "/",
        files: computer.files,
        network: async () => Promise.reject(new Error("no")),
        clock: { now: () => START, sleep: async () => {} },
        hasher: nodeHasher,
        awsCli: 2,
      })
    )?.map(({ value }) => value);
  expect(await complete([], "pu")).toEqual(["pull", "push"]);
  expect(await complete(["image"], "l")).toEqual(["ls", "list"]);
  expect(await complete(["push"], "st")).toEqual(["storefront:1.0"]);
  expect(await complete(["login"], "1")).toEqual([REGISTRY]);
  expect(await complete(["tag", "storefront:1.0"], "1")).toEqual([`${REGISTRY}/`]);
  expect(await complete(["login"], "--pass")).toEqual(["--password", "--password-stdin"]);
});

import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ownKeys } from "../clients/support/api.ts";
import { type Dockerd, startDockerd } from "../clients/support/dockerd.ts";
import { busyboxImage, type OciLayout } from "../clients/support/image.ts";
import { must, need } from "../clients/support/process.ts";
import { runAlone } from "../clients/support/run-alone.ts";
import { startServer, type TestServer, temporaryFolder } from "../clients/support/server.ts";
import { awsClis } from "./aws-cli.ts";

const folder = temporaryFolder("aws");
let server: TestServer;
let engine: Dockerd;
let image: OciLayout;

beforeAll(async () => {
  server = await startServer();
  engine = await startDockerd();
  image = await busyboxImage(folder.path);
  await must("tar", ["-cf", join(folder.path, "context.tar"), "-C", join(folder.path, "root"), "bin"]);
});
afterAll(async () => {
  await engine?.stop();
  await server?.stop();
  folder.remove();
});

describe.each(awsClis().map((cli) => [cli.name, cli] as const))("%s against the server", (_, { aws, generation, refused, prefix }) => {
  const repository = `cli/v${generation}`;

  it("learns who it is", async () => {
    const { stdout } = await aws(server, ["sts", "get-caller-identity", "--output", "json"]);
    expect(JSON.parse(stdout)).toMatchObject({ Account: "111122223333", Arn: "arn:aws:iam::111122223333:user/learner" });
  });

  it("gets an address of this machine for a Region that nobody has used yet", async () => {
    const region = generation === 1 ? "eu-west-1" : "eu-north-1";
    const { stdout } = await aws(server, ["ecr", "create-repository", "--repository-name", "far", "--query", "repository.repositoryUri"], { region });
    const uri = JSON.parse(stdout) as string;
    expect(uri).toMatch(/^127\.0\.0\.1:\d+\/far$/);
    expect((await fetch(`http://${uri.split("/")[0]}/v2/`)).status).toBe(401);
  });

  it("creates a repository, logs a real Docker in, and describes what Docker pushed", async () => {
    const created = await aws(server, ["ecr", "create-repository", "--repository-name", repository, "--output", "json"]);
    expect(JSON.parse(created.stdout).repository.repositoryUri).toBe(`${server.host}/${repository}`);
    const password = await aws(server, ["ecr", "get-login-password"]);
    expect(password.stdout).toMatch(/^eyJ[A-Za-z0-9+/=]{1500,4000}\n$/);
    const login = await engine.docker(["login", "--username", "AWS", "--password-stdin", server.host], { input: password.stdout });
    expect(login.stdout).toBe("Login Succeeded\n");
    const name = `${server.host}/${repository}:1.0`;
    await engine.docker(["import", join(folder.path, "context.tar"), name]);
    const push = await engine.docker(["push", name]);
    const digest = /digest: (sha256:[0-9a-f]{64})/.exec(push.stdout)?.[1];
    const described = await aws(server, [
      "ecr",
      "describe-images",
      "--repository-name",
      repository,
      "--query",
      "imageDetails[0].[imageDigest,imageTags[0]]",
      "--output",
      "text",
    ]);
    expect(described.stdout).toBe(`${digest}\t1.0\n`);
  });

  it("pushes with skopeo and reads the very bytes of the manifest", async () => {
    const { stdout: password } = await aws(server, ["ecr", "get-login-password"]);
    const skopeo = need("skopeo", "skopeo");
    const target = `docker://${server.host}/${repository}:skopeo`;
    await must(skopeo, ["--insecure-policy", "copy", "--dest-tls-verify=false", "--dest-creds", `AWS:${password.trim()}`, image.source, target]);
    const got = await aws(server, [
      "ecr",
      "batch-get-image",
      "--repository-name",
      repository,
      "--image-ids",
      "imageTag=skopeo",
      "--query",
      "images[0].imageId.imageDigest",
      "--output",
      "text",
    ]);
    expect(got.stdout.trim()).toBe(image.digest);
  });

  it("is refused with a wrong secret key, with an unknown key, and as a user who may not log in", async () => {
    const own = ownKeys(server);
    const login = ["ecr", "get-login-password"];
    const said = (code: string, message: string) => ({
      status: refused,
      stdout: "",
      stderr: `\n${prefix}An error occurred (${code}) when calling the GetAuthorizationToken operation: ${message}\n`,
    });
    expect(await aws(server, login, { keys: { id: own.id, secret: "wrong" } })).toEqual(
      said(
        "InvalidSignatureException",
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
      ),
    );
    expect(await aws(server, login, { keys: { id: "AKIAIOSFODNN7EXAMPLE", secret: own.secret } })).toEqual(
      said("UnrecognizedClientException", "The security token included in the request is invalid."),
    );
    expect(await aws(server, login, { keys: server.keys("intern-bare") })).toEqual(
      said(
        "AccessDeniedException",
        "User: arn:aws:iam::111122223333:user/intern-bare is not authorized to perform: ecr:GetAuthorizationToken on resource: * because no identity-based policy allows the ecr:GetAuthorizationToken action",
      ),
    );
  });

  it("prints the service's words for a taken name and a missing repository", async () => {
    const taken = await aws(server, ["ecr", "create-repository", "--repository-name", repository]);
    expect([taken.status, taken.stderr]).toEqual([
      refused,
      `\n${prefix}An error occurred (RepositoryAlreadyExistsException) when calling the CreateRepository operation: The repository with name '${repository}' already exists in the registry with id '111122223333'\n`,
    ]);
    const missing = await aws(server, ["ecr", "list-images", "--repository-name", "nope"]);
    expect(missing.stderr).toContain(
      "(RepositoryNotFoundException) when calling the ListImages operation: The repository with name 'nope' does not exist in the registry with id '111122223333'",
    );
  });

  it(generation === 1 ? "prints the docker login line of get-login, which logs a real Docker in" : "knows no get-login", async () => {
    const login = await aws(server, ["ecr", "get-login", "--no-include-email"]);
    if (generation === 2) {
      expect(login.status).toBe(252);
      expect(login.stderr).toContain("argument operation: Found invalid choice 'get-login'");
      return;
    }
    expect(login.stdout).toMatch(new RegExp(`^docker login -u AWS -p eyJ\\S+ http://${server.host}\n$`));
    const logged = await engine.docker(login.stdout.trim().split(" ").slice(1));
    expect(logged.stdout).toContain("Login Succeeded");
    const { stdout } = await aws(server, ["ecr", "get-login"]);
    const trap = await engine.docker(stdout.trim().split(" ").slice(1));
    expect([trap.status, trap.stderr.split("\n")[0]]).toEqual([125, "unknown shorthand flag: 'e' in -e"]);
  });
});

describe("a server with several registries", () => {
  it("has each at its own port, and names it in answers", async () => {
    const many = await startServer("--preset", "two-accounts");
    try {
      const [, port] = /Further registry: account 111122223333 in eu-west-1 at http:\/\/127\.0\.0\.1:(\d+)/.exec(many.said) ?? [];
      for (const { aws } of awsClis()) {
        const { stdout } = await aws(many, ["ecr", "describe-repositories", "--query", "repositories[].repositoryUri", "--output", "text"], {
          region: "eu-west-1",
        });
        expect(stdout.trim()).toBe(`127.0.0.1:${port}/web/storefront`);
      }
    } finally {
      await many.stop();
    }
  });
});

describe("the real AWS CLIs alone in a network", () => {
  it("look up no name", async () => {
    const clis = awsClis();
    const { names, steps, host } = await runAlone(
      clis.map(({ command }) => [
        ...command,
        "ecr",
        "describe-repositories",
        "--repository-names",
        "alone/app",
        "--query",
        "repositories[0].repositoryUri",
        "--output",
        "text",
      ]),
    );
    expect(steps.slice(-clis.length)).toEqual(clis.map(() => `${host}/alone/app`));
    expect(names.filter((name) => name !== "proof.example")).toEqual([]);
  });
});

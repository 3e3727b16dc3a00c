import { describe, expect, it } from "vitest";
import { SENTENCES } from "./help/sentences.ts";
import { serviceNamed } from "./services.ts";
import { runAws } from "./testing/harness.ts";

const REPOSITORY = {
  repositoryName: "web/app",
  repositoryArn: "arn:aws:ecr:us-east-1:111122223333:repository/web/app",
  registryId: "111122223333",
  createdAt: 1795421621.13,
  unheardOf: 1,
};

describe("a call of the service", () => {
  it("is a signed AWS JSON 1.1 request with Python's spacing", async () => {
    const { asked, status } = await runAws([
      "ecr",
      "create-repository",
      "--repository-name",
      "web/app",
      "--tags",
      "Key=a,Value=é",
      "--image-scanning-configuration",
      "scanOnPush=true",
    ]);
    expect(status).toBe(0);
    expect(asked).toHaveLength(1);
    const [{ url, headers, body } = { url: "", headers: {}, body: "" }] = asked;
    expect(url).toBe("https://api.ecr.us-east-1.amazonaws.com/");
    expect(body).toBe(
      '{"repositoryName": "web/app", "tags": [{"Key": "a", "Value": "\\u00e9"}], "imageScanningConfiguration": {"scanOnPush": true}}',
    );
    expect(Object.keys(headers)).toEqual([
      "host",
      "accept-encoding",
      "x-amz-target",
      "content-type",
      "user-agent",
      "x-amz-date",
      "authorization",
      "amz-sdk-invocation-id",
      "amz-sdk-request",
      "content-length",
    ]);
    expect(headers).toMatchObject({
      "x-amz-target": "AmazonEC2ContainerRegistry_V20150921.CreateRepository",
      "content-type": "application/x-amz-json-1.1",
      "x-amz-date": "20261123T080000Z",
      "amz-sdk-request": "attempt=1",
    });
    expect(headers.authorization).toContain(
      "Credential=AKIAIOSFODNN7EXAMPLE/20261123/us-east-1/ecr/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=",
    );
    expect(headers["user-agent"]).toContain("md/command#ecr.create-repository");
  });

  it("carries the session token of temporary credentials, signed", async () => {
    const { asked } = await runAws(["ecr", "describe-registry"], { env: { AWS_SESSION_TOKEN: "tok" } });
    expect(asked[0]?.headers["x-amz-security-token"]).toBe("tok");
    expect(asked[0]?.headers.authorization).toContain("x-amz-security-token");
  });

  it("is not signed when nobody wants it signed", async () => {
    const { asked, status } = await runAws(["ecr", "describe-registry", "--no-sign-request"], {
      env: { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" },
    });
    expect(status).toBe(0);
    expect(asked[0]?.headers.authorization).toBeUndefined();
  });

  it("prints members in model order and leaves out what the model does not know", async () => {
    const { stdout } = await runAws(["ecr", "describe-repositories"], { answers: [{ body: { repositories: [REPOSITORY] } }] });
    expect(stdout).toBe(`{
    "repositories": [
        {
            "repositoryArn": "arn:aws:ecr:us-east-1:111122223333:repository/web/app",
            "registryId": "111122223333",
            "repositoryName": "web/app",
            "createdAt": "2026-11-23T08:13:41.130000+00:00"
        }
    ]
}
`);
  });

  it("prints times as seconds in version 1", async () => {
    const { stdout } = await runAws(["ecr", "describe-repositories", "--query", "repositories[0].createdAt"], {
      answers: [{ body: { repositories: [REPOSITORY] } }],
      generation: 1,
    });
    expect(stdout).toBe("1795421621.13\n");
  });

  it("prints nothing for an empty answer", async () => {
    expect((await runAws(["ecr", "tag-resource", "--resource-arn", "arn:x", "--tags", "Key=a,Value=b"])).stdout).toBe("");
  });

  it("goes where --endpoint-url, then the environment, then the profile says", async () => {
    const files = {
      "/home/learner/.aws/config":
        "[default]\nendpoint_url = http://profile:1\nservices = s\n[services s]\necr =\n  endpoint_url = http://services:1\n",
    };
    const env = { AWS_ENDPOINT_URL: "http://all:1", AWS_ENDPOINT_URL_ECR: "http://ecr:1" };
    const url = async (args: string[], setup: object) => (await runAws(["ecr", "describe-registry", ...args], { files, ...setup })).asked[0]?.url;
    expect(await url(["--endpoint-url", "http://option:1/x"], { env })).toBe("http://option:1/x");
    expect(await url([], { env })).toBe("http://ecr:1/");
    expect(await url([], { env: { AWS_ENDPOINT_URL: "http://all:1" } })).toBe("http://all:1/");
    expect(await url([], {})).toBe("http://services:1/");
    expect(await url([], { env: { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true" } })).toBe("https://api.ecr.us-east-1.amazonaws.com/");
  });

  it("asks STS in the Query protocol and reads its XML", async () => {
    const body =
      '<GetCallerIdentityResponse xmlns="x"><GetCallerIdentityResult><Arn>arn:a&amp;b</Arn><UserId>U</UserId><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>';
    const { stdout, asked } = await runAws(["sts", "get-caller-identity"], { answers: [{ body }] });
    expect(asked[0]?.body).toBe("Action=GetCallerIdentity&Version=2011-06-15");
    expect(asked[0]?.url).toBe("https://sts.us-east-1.amazonaws.com/");
    expect(stdout).toBe('{\n    "UserId": "U",\n    "Account": "111122223333",\n    "Arn": "arn:a&b"\n}\n');
  });
});

describe("an error of the service", () => {
  const error = { status: 400, body: { __type: "com.amazonaws.ecr#RepositoryNotFoundException", message: "no such thing", registryId: "1" } };

  it("is worded by generation", async () => {
    const two = await runAws(["ecr", "describe-registry"], { answers: [error] });
    expect([two.status, two.stderr]).toEqual([
      254,
      "\naws: [ERROR]: An error occurred (RepositoryNotFoundException) when calling the DescribeRegistry operation: no such thing\n\nAdditional error details:\nregistryId: 1\n",
    ]);
    const one = await runAws(["ecr", "describe-registry"], { answers: [error], generation: 1 });
    expect([one.status, one.stderr]).toEqual([
      255,
      "\nAn error occurred (RepositoryNotFoundException) when calling the DescribeRegistry operation: no such thing\n",
    ]);
  });

  it("is not reported as a refusal of the client", async () => {
    expect((await runAws(["ecr", "describe-registry"], { answers: [error] })).refusals).toEqual([]);
  });

  it("is tried again when it is throttling or 5xx: three times in version 2, five in version 1", async () => {
    const throttled = { status: 400, body: { __type: "ThrottlingException", message: "Rate exceeded" } };
    const two = await runAws(["ecr", "describe-registry"], { answers: [throttled] });
    expect(two.asked.map(({ headers }) => headers["amz-sdk-request"]?.replace(/^ttl=\d{8}T\d{6}Z; /, ""))).toEqual([
      "attempt=1",
      "attempt=2; max=3",
      "attempt=3; max=3",
    ]);
    expect(two.slept).toBeGreaterThan(0);
    expect(two.stderr).toContain("(reached max retries: 2): Rate exceeded");
    const one = await runAws(["ecr", "describe-registry"], { answers: [{ status: 500, body: "" }], generation: 1 });
    expect(one.asked).toHaveLength(5);
    expect(one.stderr).toBe(
      "\nAn error occurred (500) when calling the DescribeRegistry operation (reached max retries: 4): Internal Server Error\n",
    );
    const once = await runAws(["ecr", "describe-registry"], { answers: [throttled, { body: { registryId: "1" } }] });
    expect([once.status, once.asked.length]).toEqual([0, 2]);
  });

  it("is no connection", async () => {
    const { status, stderr, refusals } = await runAws(["ecr", "describe-registry", "--region", "moon-1"], { answers: ["down"] });
    expect([status, stderr]).toEqual([255, '\naws: [ERROR]: Could not connect to the endpoint URL: "https://api.ecr.moon-1.amazonaws.com/"\n']);
    expect(refusals).toEqual([{ of: "aws", code: "cannot-connect", names: "https://api.ecr.moon-1.amazonaws.com/" }]);
  });
});

describe("pages", () => {
  const page = (names: string[], nextToken?: string) => ({
    body: { repositories: names.map((repositoryName) => ({ repositoryName })), ...(nextToken ? { nextToken } : {}) },
  });
  const names = ["--query", "[repositories[].repositoryName, NextToken]", "--output", "json"];
  const command = ["ecr", "describe-repositories", ...names];
  const parsed = (text: string) => JSON.parse(text) as [string[], string | null];

  it("are joined", async () => {
    const { stdout, asked } = await runAws(command, { answers: [page(["a1", "b1"], "t1"), page(["c1"])] });
    expect(parsed(stdout)).toEqual([["a1", "b1", "c1"], null]);
    expect(asked.map(({ body }) => body)).toEqual(["{}", '{"nextToken": "t1"}']);
  });

  it("are cut at --max-items and gone on with from --starting-token", async () => {
    const first = await runAws([...command, "--max-items", "1"], { answers: [page(["a1", "b1"], "t1")] });
    const [got, token] = parsed(first.stdout);
    expect([got, token]).toEqual([["a1"], "eyJuZXh0VG9rZW4iOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAxfQ=="]);
    const second = await runAws([...command, "--max-items", "2", "--starting-token", String(token)], {
      answers: [page(["a1", "b1"], "t1"), page(["c1", "d1"])],
    });
    expect(parsed(second.stdout)[0]).toEqual(["b1", "c1"]);
    const third = await runAws([...command, "--starting-token", String(parsed(second.stdout)[1])], { answers: [page(["c1", "d1"])] });
    expect(third.asked[0]?.body).toBe('{"nextToken": "t1"}');
    expect(parsed(third.stdout)).toEqual([["d1"], null]);
  });

  it("are asked for one alone with --no-paginate or --max-results", async () => {
    expect((await runAws([...command, "--no-paginate"], { answers: [page(["a1"], "t1")] })).asked).toHaveLength(1);
    const byHand = await runAws(["ecr", "describe-repositories", "--max-results", "1"], { answers: [page(["a1"], "t1")] });
    expect(byHand.asked.map(({ body }) => body)).toEqual(['{"maxResults": 1}']);
    expect(byHand.stdout).toContain('"nextToken": "t1"');
  });

  it("keep what stands beside the list, after it, null where the service said nothing", async () => {
    const answers = [
      { body: { imageScanFindings: { findings: [{ name: "CVE-1" }], findingSeverityCounts: { HIGH: 1 } }, registryId: "1", repositoryName: "ab" } },
    ];
    const { stdout } = await runAws(["ecr", "describe-image-scan-findings", "--repository-name", "ab", "--image-id", "imageTag=a"], { answers });
    expect(JSON.stringify(JSON.parse(stdout))).toBe(
      '{"imageScanFindings":{"findings":[{"name":"CVE-1"}],"findingSeverityCounts":{"HIGH":1}},"registryId":"1","repositoryName":"ab","imageId":null,"imageScanStatus":null}',
    );
  });
});

describe("waiters", () => {
  const wait = ["ecr", "wait", "image-scan-complete", "--repository-name", "ab", "--image-id", "imageTag=a"];
  const state = (status: string) => ({ body: { imageScanStatus: { status } } });

  it("poll until it is done, five seconds apart", async () => {
    const { status, stdout, asked, slept } = await runAws(wait, { answers: [state("IN_PROGRESS"), state("IN_PROGRESS"), state("COMPLETE")] });
    expect([status, stdout, asked.length, slept]).toEqual([0, "", 3, 10_000]);
  });

  it("fail at a failure, at an error, and after too many polls", async () => {
    expect((await runAws(wait, { answers: [state("FAILED")] })).stderr).toBe(
      '\naws: [ERROR]: Waiter ImageScanComplete failed: Waiter encountered a terminal failure state: For expression "imageScanStatus.status" we matched expected path: "FAILED"\n',
    );
    const error = { status: 400, body: { __type: "RepositoryNotFoundException", message: "none" } };
    expect((await runAws(wait, { answers: [error] })).stderr).toBe(
      "\naws: [ERROR]: Waiter ImageScanComplete failed: An error occurred (RepositoryNotFoundException): none\n",
    );
    const tired = await runAws(wait, { answers: [state("IN_PROGRESS")] });
    expect([tired.status, tired.stderr, tired.asked.length]).toEqual([
      255,
      "\naws: [ERROR]: Waiter ImageScanComplete failed: Max attempts exceeded\n",
      60,
    ]);
  });
});

describe("logging in", () => {
  const token = (user: string, host: string) => ({ authorizationToken: btoa(`AWS:${user}`), proxyEndpoint: `https://${host}` });
  const answers = [{ body: { authorizationData: [token("secret1", "one"), token("secret2", "two")] } }];

  it("prints docker login lines in version 1, with the -e that Docker no longer takes unless told not to", async () => {
    expect((await runAws(["ecr", "get-login"], { answers, generation: 1 })).stdout).toBe(
      "docker login -u AWS -p secret1 -e none https://one\ndocker login -u AWS -p secret2 -e none https://two\n",
    );
    const two = await runAws(["ecr", "get-login", "--no-include-email", "--registry-ids", "1", "2"], { answers, generation: 1 });
    expect(two.stdout).toBe("docker login -u AWS -p secret1 https://one\ndocker login -u AWS -p secret2 https://two\n");
    expect(two.asked[0]?.body).toBe('{"registryIds": ["1", "2"]}');
  });

  it("refuses get-login in version 2, and says so to the session", async () => {
    const { status, refusals, asked } = await runAws(["ecr", "get-login", "--no-include-email"]);
    expect([status, asked.length]).toEqual([252, 0]);
    expect(refusals).toEqual([{ of: "aws", code: "unknown-operation", names: "get-login" }]);
  });

  it("prints the password alone", async () => {
    expect((await runAws(["ecr", "get-login-password"], { answers })).stdout).toBe("secret1\n");
  });
});

describe("values", () => {
  const body = async (args: string[], setup: object = {}) => (await runAws(["ecr", ...args], setup)).asked[0]?.body;

  it("come from files, as text or as bytes", async () => {
    const files = { "/home/learner/p.json": '{"a": 1}\n', "/home/learner/b": new Uint8Array([0, 255]) };
    expect(await body(["set-repository-policy", "--repository-name", "ab", "--policy-text", "file://p.json"], { files })).toBe(
      '{"repositoryName": "ab", "policyText": "{\\"a\\": 1}\\n"}',
    );
    const part = [
      "upload-layer-part",
      "--repository-name",
      "ab",
      "--upload-id",
      "u",
      "--part-first-byte",
      "0",
      "--part-last-byte",
      "1",
      "--layer-part-blob",
    ];
    expect(await body([...part, "fileb://~/b"], { files })).toContain('"layerPartBlob": "AP8="');
    expect(await body([...part, "aGk="])).toContain('"layerPartBlob": "aGk="');
    expect(await body([...part, "hi"], { generation: 1 })).toContain('"layerPartBlob": "aGk="');
    expect(await body([...part, "hi", "--cli-binary-format", "raw-in-base64-out"])).toContain('"layerPartBlob": "aGk="');
  });

  it("are shorthand, JSON, or several words", async () => {
    const ids = ["batch-get-image", "--repository-name", "ab", "--image-ids"];
    expect(await body([...ids, "imageTag=a", "imageDigest=sha256:b"])).toBe(
      '{"repositoryName": "ab", "imageIds": [{"imageTag": "a"}, {"imageDigest": "sha256:b"}]}',
    );
    expect(await body([...ids, '[{"imageTag":"a"}]'])).toBe('{"repositoryName": "ab", "imageIds": [{"imageTag": "a"}]}');
    expect(
      await body(["put-replication-configuration", "--replication-configuration", "rules=[{destinations=[{region=us-west-2,registryId=1}]}]"]),
    ).toBe('{"replicationConfiguration": {"rules": [{"destinations": [{"region": "us-west-2", "registryId": "1"}]}]}}');
    expect(await body(["delete-repository", "--repository-name=ab", "--force"])).toBe('{"repositoryName": "ab", "force": true}');
    expect(await body(["delete-repository", "--no-force", "--repository-name", "ab"])).toBe('{"repositoryName": "ab", "force": false}');
  });

  it("are filled in from --cli-input-json", async () => {
    expect(await body(["create-repository", "--cli-input-json", '{"repositoryName":"ab","tags":[]}', "--repository-name", "cd"])).toBe(
      '{"repositoryName": "cd", "tags": []}',
    );
    expect(await body(["create-repository", "--cli-input-yaml", "repositoryName: ab"])).toBe('{"repositoryName": "ab"}');
  });

  it("take global options anywhere and by unambiguous prefixes", async () => {
    const { asked } = await runAws(["--reg", "eu-west-1", "ecr", "--out=text", "describe-registry"]);
    expect(asked[0]?.url).toBe("https://api.ecr.eu-west-1.amazonaws.com/");
  });
});

describe("what the sandbox does not have", () => {
  it("is called real, not a typing error", async () => {
    for (const args of [
      ["s3", "ls"],
      ["sts", "assume-role-with-saml"],
      ["iam", "create-login-profile"],
      ["secretsmanager", "restore-secret"],
      ["configure", "sso"],
      ["login"],
      ["help", "return-codes"],
    ]) {
      const { status, stderr, refusals } = await runAws(args);
      expect([status, refusals[0]?.code]).toEqual([255, "not-simulated"]);
      expect(stderr).toContain("is a real command, but this sandbox does not have it");
    }
  });

  it("is a profile that signs in by IAM Identity Center", async () => {
    const files = { "/home/learner/.aws/config": "[profile r]\nsso_session = company\n" };
    const { status, refusals } = await runAws(["ecr", "describe-registry", "--profile", "r"], { files });
    expect([status, refusals]).toEqual([255, [{ of: "aws", code: "not-simulated", names: "sso_session" }]]);
  });
});

describe("help", () => {
  it("is there for the CLI, a service, every operation and configure", async () => {
    expect((await runAws(["help"])).stdout).toContain("aws [options] <command> <subcommand>");
    const { stdout } = await runAws(["ecr", "help"]);
    expect(stdout).toContain("get-login-password");
    for (const line of stdout.split("\n").filter((text) => /^ {2}[a-z-]+ {2,}\S/.test(text))) {
      const help = await runAws(["ecr", line.trim().split(" ")[0] as string, "help"]);
      expect([help.status, help.stdout.length > 200], line).toEqual([0, true]);
    }
    expect((await runAws(["ecr", "put-image", "help"])).stdout).toMatch(/--image-manifest +\(required\) string/);
    expect((await runAws(["ecr", "wait", "image-scan-complete", "help"])).stdout).toContain("every 5 s");
    expect((await runAws(["configure", "help"])).stdout).toContain("list-profiles");
  });

  it("has a sentence for every subcommand", async () => {
    const commands = (await Promise.all(["ecr", "iam", "sts"].map(serviceNamed))).flatMap(
      (service) => service?.operations.map(({ command }) => command) ?? [],
    );
    expect(commands.filter((command) => SENTENCES[command] === undefined)).toEqual([]);
    expect(commands).toHaveLength(62 + 87 + 6);
  });
});

/** The page's terminal and Node's are one session: the same module, the same bytes, the same exit status. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { run, sessionIn } from "./support.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const LECTURE = [
  "use-aws-cli 1",
  "$(aws ecr get-login --region us-east-1 --no-include-email)",
  "aws ecr create-repository --repository-name web/hello",
  "mkdir app; printf 'FROM alpine:3.22\\nCOPY hello /\\n' > app/Dockerfile; echo hello > app/hello",
  "docker build -t hello:1 app",
  "docker tag hello:1 $ECR/web/hello:1",
  "docker push $ECR/web/hello:1",
  "clock +13h",
  "docker push $ECR/web/hello:1",
  "use-aws-cli 2",
  "aws ecr get-login-password | docker login --username AWS --password-stdin $ECR",
  "docker push $ECR/web/hello:1",
  "docker rmi hello:1 $ECR/web/hello:1",
  "digest=$(aws ecr describe-images --repository-name web/hello --query 'imageDetails[0].imageDigest' --output text)",
  "docker pull $ECR/web/hello@$digest",
  "sh -c 'exit 7'",
];

function headless(script: string): Promise<{ status: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const args = ["--disable-warning=ExperimentalWarning", `${ROOT}/sandbox/node.js`, "terminal", "-c", script];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, stdout, stderr }));
  });
}

test("the worker of the page and the headless terminal make their session with the same function", () => {
  const made = /createSession.* from "(?:\.\.?)\/session\/session\.ts"/;
  for (const file of ["sandbox/page/engine.ts", "sandbox/node/terminal.ts"]) expect(readFileSync(`${ROOT}/${file}`, "utf8"), file).toMatch(made);
});

test("the lecture's path in the headless terminal prints what the session prints, and ends with the last command's status", async () => {
  const session = await sessionIn("blank");
  const [out, err]: [string[], string[]] = [[], []];
  for (const line of LECTURE) {
    const { stdout, stderr } = await run(session, line);
    out.push(stdout);
    err.push(stderr);
  }
  const printed = out.join("");
  expect(await headless(LECTURE.join("\n"))).toEqual({ status: 7, stdout: printed, stderr: err.join("") });
  expect(err.join("")).toContain("denied: Your authorization token has expired. Reauthenticate and try again.\n");
  const [pushed] = /digest: (sha256:[0-9a-f]{64})/.exec(printed)?.slice(1) ?? [];
  expect(printed).toContain(`Digest: ${pushed}\n`);
}, 60_000);

/**
 * Runs in a network of its own, where `/etc/resolv.conf` names only this process: real clients use the server, and every name that
 * anybody looks up is printed. Started by `names.test.ts` through `unshare`.
 */
import { join } from "node:path";
import { createRepository, passwordOf } from "./api.ts";
import { startDockerd } from "./dockerd.ts";
import { busyboxImage } from "./image.ts";
import { answerNoName } from "./no-names.ts";
import { must, need, run } from "./process.ts";
import { startServer, temporaryFolder } from "./server.ts";

const recorder = await answerNoName("127.0.0.1");
const names = recorder.asked;

const folder = temporaryFolder("alone");
const server = await startServer();
const engine = await startDockerd();
const steps: string[] = [];
try {
  // Proof that the recorder hears what is looked up.
  await run("busybox", ["nslookup", "proof.example", "127.0.0.1"]);
  steps.push(await createRepository(server, "alone/app"));
  const password = await passwordOf(server);
  const { source } = await busyboxImage(folder.path);
  const skopeo = need("skopeo", "skopeo");
  const target = `docker://${server.host}/alone/app:1.0`;
  await must(skopeo, ["--insecure-policy", "copy", "--dest-tls-verify=false", "--dest-creds", `AWS:${password}`, source, target]);
  await must(skopeo, [
    "--insecure-policy",
    "copy",
    "--src-tls-verify=false",
    "--src-creds",
    `AWS:${password}`,
    target,
    `oci:${join(folder.path, "back")}:x`,
  ]);
  steps.push((await engine.docker(["login", "-u", "AWS", "--password-stdin", server.host], { input: password })).stdout.trim());
  const pull = await engine.docker(["pull", `${server.host}/alone/app:1.0`]);
  steps.push(pull.status === 0 ? "pulled" : pull.stderr);
  // More programs, as JSON: `[[program, …arguments], …]`, with the server's printed variables.
  for (const [program = "", ...args] of JSON.parse(process.argv[2] ?? "[]") as string[][]) {
    const { status, stdout, stderr } = await run(program, args, { env: { ...server.env, HOME: folder.path } });
    steps.push(status === 0 ? stdout.trim() : stderr.trim());
  }
} finally {
  await engine.stop();
  await server.stop();
  folder.remove();
  recorder.close();
}
console.log(JSON.stringify({ names, steps, host: server.host }));

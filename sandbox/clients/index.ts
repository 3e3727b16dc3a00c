/** Every program of the learner's computer, sorted by name. A new program is one folder and one line here; its code is fetched on first use. */
import { shells } from "../shell/index.ts";
import type { Installed } from "../shell/program.ts";
import { later } from "./later.ts";
import { TEXT_TOOLS } from "./text/catalogue.ts";

const aws = later(
  "aws",
  "the AWS command line: ecr, iam, sts, kms and what else ECR touches",
  async () => (await import("./aws/index.ts")).aws,
  true,
);
const curl = later("curl", "speak HTTP to any host of the simulated internet", async () => (await import("./curl/index.ts")).curl, true);
const docker = later("docker", "build, tag, push and pull container images", async () => (await import("./docker/index.ts")).docker, true);
const ecrLogin = later(
  "docker-credential-ecr-login",
  "give Docker a password for ECR whenever it wants one",
  async () => (await import("./ecr-login/index.ts")).ecrLogin,
);
const textTools = Object.entries(TEXT_TOOLS).map(([name, summary]) =>
  later(name, summary, async () => (await import("./text/index.ts")).textTools.find((tool) => tool.name === name)),
);

export const programs: readonly Installed[] = [...shells, ...textTools, aws, curl, docker, ecrLogin].sort((a, b) => (a.name < b.name ? -1 : 1));

/** The real AWS CLIs of `npm run compare`. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ownKeys } from "../clients/support/api.ts";
import { type Ran, type RunOptions, run } from "../clients/support/process.ts";
import type { Keys, TestServer } from "../clients/support/server.ts";

const UNPACKED = fileURLToPath(new URL("node_modules/.unpacked", import.meta.url));

export interface AwsCli {
  readonly name: string;
  readonly generation: 1 | 2;
  /** Exit status of a refusal by the service. */
  readonly refused: 254 | 255;
  /** What stands before `An error occurred`. */
  readonly prefix: string;
  /** Program and arguments to stand before a command's own, for whoever starts it elsewhere. */
  readonly command: readonly string[];
  aws(server: TestServer, args: readonly string[], options?: RunOptions & { readonly keys?: Keys; readonly region?: string }): Promise<Ran>;
}

function cli(generation: 1 | 2, version: string, program: string, before: readonly string[], more: Readonly<Record<string, string>>): AwsCli {
  return {
    name: `aws-cli/${version}`,
    generation,
    refused: generation === 1 ? 255 : 254,
    prefix: generation === 1 ? "" : "aws: [ERROR]: ",
    command: ["env", ...Object.entries(more).map(([name, value]) => `${name}=${value}`), program, ...before],
    aws(server, args, { keys = ownKeys(server), region = server.env.AWS_REGION ?? "", ...options } = {}) {
      const env = {
        ...server.env,
        ...more,
        HOME: UNPACKED,
        AWS_CONFIG_FILE: join(UNPACKED, "no-config"),
        AWS_SHARED_CREDENTIALS_FILE: join(UNPACKED, "no-credentials"),
        AWS_ACCESS_KEY_ID: keys.id,
        AWS_SECRET_ACCESS_KEY: keys.secret,
        AWS_REGION: region,
        AWS_DEFAULT_REGION: region,
        ...options.env,
      };
      return run(program, [...before, ...args], { ...options, env });
    },
  };
}

/** The descriptions of services that both generations come with, byte for byte. */
export const DESCRIPTIONS = join(UNPACKED, "v2", "awscli", "v2", "2.36.12", "dist", "awscli", "botocore", "data");

/** Versions as `tests/compare/package.json` fixes them. A missing one fails its tests. */
export function awsClis(): readonly AwsCli[] {
  const v1 = join(UNPACKED, "v1", "awscli", "aws");
  const v2 = join(UNPACKED, "v2", "awscli", "v2", "2.36.12", "dist", "aws");
  for (const path of [v1, v2]) if (!existsSync(path)) throw new Error(`${path} is missing: run npm run compare, which installs it`);
  return [cli(1, "1.46.2", "python3", [v1], { PYTHONPATH: join(UNPACKED, "v1", "awscli") }), cli(2, "2.36.12", v2, [], {})];
}

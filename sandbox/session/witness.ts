/** Facts that never reach the cloud: clients that gave up before asking, passwords that stood where others can read them (decision 42). */
import { verifyToken } from "../ecr/token/token.ts";
import type { Refusal } from "../shell/program.ts";
import type { World } from "../world/world.ts";
import { holdsPassword, type LeakPlace, leakedFile } from "./leaks.ts";
import type { Machine } from "./machine.ts";

/** Sees what programs are started with and what they refuse, and logs it on its machine. */
export class Witness {
  readonly #machine: Machine;
  readonly #notice: (text: string, run?: string) => void;
  /** Where a password has been seen during the running command: each place counts once. */
  #seen = new Set<LeakPlace>();
  #missedGetLogin = false;

  constructor(machine: Machine, notice: (text: string, run?: string) => void = () => {}) {
    this.#machine = machine;
    this.#notice = notice;
  }

  /** A command begins; its line goes into the history. */
  began(line: string): void {
    this.#seen = new Set();
    this.#missedGetLogin = false;
    if (holdsPassword(line, this.#isPassword)) this.#leak("history", "bash");
  }

  spawned(name: string, argv: readonly string[]): void {
    if (!argv.slice(1).some((word) => holdsPassword(word, this.#isPassword))) return;
    this.#leak("arguments", name === "docker" ? `docker ${argv[1] ?? ""}`.trim() : name);
  }

  refused({ of, code, names }: Refusal): void {
    this.#machine.store.log({ kind: "refusal", of, has: { code, ...(names === undefined ? {} : { names }) } });
    if (of === "aws" && code === "unknown-operation" && names === "get-login") this.#missedGetLogin = true;
  }

  /** A command has ended; it began in the world `before`. */
  ended(before: World): void {
    const file = leakedFile(before, this.#machine.store.world, this.#isPassword);
    if (file !== undefined) this.#leak("file", file);
    // After the CLI's own words, never between them.
    if (this.#missedGetLogin) this.#suggestLogin();
  }

  readonly #isPassword = (candidate: string): boolean => {
    const { store, hasher } = this.#machine;
    return verifyToken(hasher, store.meta.sealingKey, candidate, store.now()).kind !== "malformed";
  };

  #leak(where: LeakPlace, of: string): void {
    if (this.#seen.has(where)) return;
    this.#seen.add(where);
    this.#machine.store.log({ kind: "leak", of, has: { where } });
  }

  #suggestLogin(): void {
    const { store, addresses } = this.#machine;
    const { account, region } = store.meta;
    const host = addresses.registryHost(account, region);
    this.#notice("AWS CLI 2 has no get-login. AWS CLI 1 still has it:", "use-aws-cli 1");
    this.#notice(
      "What it did is done today by:",
      `aws ecr get-login-password --region ${region} | docker login --username AWS --password-stdin ${host}`,
    );
  }
}

// @ts-check
/**
 * The door for Node: `registry` serves the simulated cloud to real clients, `control` commands such a server, `terminal` is the page's
 * terminal without a page. Plain JavaScript: a file of TypeScript that is read before the compile cache is on is stripped anew at each
 * start, and what strips it takes 30 ms of CPU to load (measured).
 */
import { enableCompileCache, flushCompileCache } from "node:module";

// Hundreds of files of TypeScript: without the cache of an earlier start, stripping and compiling them is most of this one (measured: 3 times as long).
enableCompileCache();

// Flushes wait for the disk, each on a thread, and those that wait at once share one: with the usual four threads six uploads of a push
// wait for each other instead (`skopeo copy` of 100 layers: a fifth less time with 16). Read when the first thread is needed.
process.env.UV_THREADPOOL_SIZE ??= "16";

const [, , command, ...argv] = process.argv;

/** @returns {Promise<number | undefined>} An exit status, or none while a server runs. */
async function main() {
  switch (command) {
    case "registry":
      return (await import("./node/registry-command.ts")).registryCommand(argv);
    case "control":
      return (await import("./node/control-client.ts")).controlCommand(argv);
    case "terminal":
      return (await import("./node/terminal.ts")).terminalCommand(argv);
    default:
      console.error("Usage: node sandbox/node.js registry|control|terminal [options]");
      return 2;
  }
}

const status = await main();
if (status !== undefined) process.exitCode = status;
// Kept now, for a server may end by SIGKILL.
flushCompileCache();

/** The door for Node: `registry` serves the simulated cloud to real clients, `control` commands such a server, `terminal` is the page's terminal without a page. */
import { enableCompileCache, flushCompileCache } from "node:module";

// Hundreds of files of TypeScript: without the cache of an earlier start, stripping and compiling them is most of this one (measured: 3 times as long).
enableCompileCache();

const [, , command, ...argv] = process.argv;

async function main(): Promise<number | undefined> {
  switch (command) {
    case "registry":
      return (await import("./node/registry-command.ts")).registryCommand(argv);
    case "control":
      return (await import("./node/control-client.ts")).controlCommand(argv);
    case "terminal":
      return (await import("./node/terminal.ts")).terminalCommand(argv);
    default:
      console.error("Usage: node sandbox/node.ts registry|control|terminal [options]");
      return 2;
  }
}

const status = await main();
if (status !== undefined) process.exitCode = status;
// Kept now, for a server may end by SIGKILL.
flushCompileCache();

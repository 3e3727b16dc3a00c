/** The door for Node: `registry` serves the simulated cloud to real clients, `control` commands such a server, `terminal` is the page's terminal without a page. */
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

export {};

/** `docker version`: client and engine, as recorded (decision 19). https://docs.docker.com/reference/cli/docker/version/ */
import type { Command } from "../../command.ts";
import { goJson } from "../../template/go-json.ts";
import { fillOrRefuse } from "../../template/rows.ts";

export const CLIENT_VERSION = "28.2.2";
export const CLIENT_BUILD = "e6534b4";
export const SERVER_VERSION = "20.10.24+dfsg1";

const FACTS = {
  Client: {
    Version: CLIENT_VERSION,
    ApiVersion: "1.41",
    DefaultAPIVersion: "1.50",
    GitCommit: CLIENT_BUILD,
    GoVersion: "go1.24.3",
    Os: "linux",
    Arch: "amd64",
    BuildTime: "Fri May 30 12:07:14 2025",
    Context: "default",
  },
  Server: {
    Version: SERVER_VERSION,
    ApiVersion: "1.41",
    MinAPIVersion: "1.12",
    GitCommit: "5d6db84",
    GoVersion: "go1.19.8",
    Os: "linux",
    Arch: "amd64",
    BuildTime: "Thu May  7 21:09:36 2026",
  },
};

const TEXT = `Client:
 Version:           ${CLIENT_VERSION}
 API version:       1.41 (downgraded from 1.50)
 Go version:        go1.24.3
 Git commit:        ${CLIENT_BUILD}
 Built:             Fri May 30 12:07:14 2025
 OS/Arch:           linux/amd64
 Context:           default

Server:
 Engine:
  Version:          ${SERVER_VERSION}
  API version:      1.41 (minimum version 1.12)
  Go version:       go1.19.8
  Git commit:       5d6db84
  Built:            Thu May  7 21:09:36 2026
  OS/Arch:          linux/amd64
  Experimental:     false
 containerd:
  Version:          1.6.20~ds1
  GitCommit:        1.6.20~ds1-1+deb12u3
 runc:
  Version:          1.1.5+ds1
  GitCommit:        1.1.5+ds1-1+deb12u1
 docker-init:
  Version:          0.19.0
  GitCommit:        
`;

export const version: Command = {
  name: "version",
  usage: "[OPTIONS]",
  about: "Show the Docker version information",
  arguments: [0, 0],
  flags: [
    {
      name: "format",
      short: "f",
      kind: "string",
      about:
        "Format output using a custom template:\n'json':             Print in JSON format\n'TEMPLATE':         Print output using the given Go template.",
    },
  ],
  async run({ context, options }) {
    const format = options.text("format");
    await context.stdout.write(format === undefined ? TEXT : format === "json" ? `${goJson(FACTS)}\n` : `${fillOrRefuse(format, FACTS)}\n`);
    return 0;
  },
};

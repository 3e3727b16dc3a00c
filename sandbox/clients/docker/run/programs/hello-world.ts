/** What the image `hello-world` says; in our own words, after the manner of the real one. */
import type { Installed } from "../../../../shell/program.ts";

const TEXT = `
Hello from Docker!
You see this because your Docker client, engine and registry work together.

What happened just now:
 1. The client asked the engine for the image "hello-world".
 2. The engine pulled it from Docker Hub (here, a simulated one), unless it was there already.
 3. The engine made a container of that image and ran its one program.
 4. The program wrote this text, the engine passed it to the client, and the client
    to your terminal.

Next, look inside a larger image:
 $ docker run -it alpine sh

`;

export const helloWorld: Installed = {
  name: "hello-world",
  summary: "the greeting of the image hello-world",
  async program({ stdout }) {
    await stdout.write(TEXT);
    return 0;
  },
};

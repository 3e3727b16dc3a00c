import { expect, test } from "vitest";
import { testCloud } from "../../../cloud/testing.ts";
import { nodeHasher } from "../../../node/hasher.ts";
import { Computer } from "../testing/computer.ts";

test("docker run -it gives the image's shell at a prompt, whose files are gone afterwards", async () => {
  const cloud = testCloud(nodeHasher);
  const computer = new Computer(cloud.handle, nodeHasher, () => cloud.store.now());
  await computer.run("pull -q alpine");
  const ran = await computer.run("run --rm -it alpine", {
    tty: true,
    stdin: "cd /etc\nread v < alpine-release; echo $v\nif true\nthen echo two; fi\nnonsense\nexit 3",
  });
  expect(ran.status).toBe(3);
  expect(ran.stdout).toBe("/ # /etc # 3.22.2\n/etc # > two\n/etc # /etc # ");
  expect(ran.stderr).toContain("nonsense: command not found");
});

/** A pushed image and its signature, pulled by a real client from the Region that they were copied to. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ListImageReferrersCommand, PutReplicationConfigurationCommand, PutSigningConfigurationCommand } from "@aws-sdk/client-ecr";
import { afterAll, describe, expect, it } from "vitest";
import { ecrOf, passwordOf } from "./support/api.ts";
import { blobsOf, busyboxImage } from "./support/image.ts";
import { must, need, versionOf } from "./support/process.ts";
import { startServer, temporaryFolder } from "./support/server.ts";

const skopeo = need("skopeo", "skopeo");
const DOOR = fileURLToPath(new URL("../../sandbox/node.js", import.meta.url));
const folder = temporaryFolder("replication");
afterAll(() => folder.remove());

describe(versionOf(skopeo), () => {
  it("pulls from another Region what was pushed, byte for byte, with the signature of managed signing", async () => {
    const control = join(folder.path, "control");
    const server = await startServer("--preset", "two-accounts", "--control", control);
    try {
      const home = ecrOf(server);
      const destinations = [{ region: "eu-west-1", registryId: "111122223333" }];
      await home.send(new PutReplicationConfigurationCommand({ replicationConfiguration: { rules: [{ destinations }] } }));
      const signingProfileArn = "arn:aws:signer:us-east-1:111122223333:/signing-profiles/release";
      await home.send(new PutSigningConfigurationCommand({ signingConfiguration: { rules: [{ signingProfileArn }] } }));
      const image = await busyboxImage(folder.path);
      const copy = ["--insecure-policy", "copy"];
      const pushing = ["--dest-tls-verify=false", "--dest-creds", `AWS:${await passwordOf(server)}`];
      await must(skopeo, [...copy, ...pushing, image.source, `docker://${server.host}/web/storefront:copied`]);
      await must(process.execPath, ["--disable-warning=ExperimentalWarning", DOOR, "control", control, "clock", "+10m"]);

      const host = /^Further registry: account 111122223333 in eu-west-1 at http:\/\/(\S+)$/m.exec(server.said)?.[1] ?? "";
      const pulling = ["--src-tls-verify=false", "--src-creds", `AWS:${await passwordOf(server, undefined, "eu-west-1")}`];
      const back = join(folder.path, "back");
      await must(skopeo, [...copy, ...pulling, `docker://${host}/web/storefront:copied`, `oci:${back}:x`]);
      expect(blobsOf(back)).toEqual(blobsOf(image.folder));
      const subject = { repositoryName: "web/storefront", subjectId: { imageDigest: image.digest } };
      const { referrers = [] } = await ecrOf(server, undefined, "eu-west-1").send(new ListImageReferrersCommand(subject));
      expect(referrers.map(({ artifactType }) => artifactType)).toEqual(["application/vnd.cncf.notary.signature"]);
      const signature = join(folder.path, "signature");
      await must(skopeo, [...copy, ...pulling, `docker://${host}/web/storefront@${referrers[0]?.digest}`, `dir:${signature}`]);
    } finally {
      await server.stop();
    }
  });
});

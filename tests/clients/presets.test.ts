/** Every image of every world of `lessons/worlds/`, pulled by a real client and unpacked by real tools (decision 20). */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { allImages, ownKeys, passwordOf } from "./support/api.ts";
import { must, need, versionOf } from "./support/process.ts";
import { type Keys, startServer, type TestServer, temporaryFolder } from "./support/server.ts";

const skopeo = need("skopeo", "skopeo");
const folder = temporaryFolder("presets");
const blobs = join(folder.path, "blobs");
const pulled = new Set<string>();
afterAll(() => folder.remove());

interface Place {
  readonly host: string;
  readonly region: string;
  readonly keys: Keys;
}

/** The registries that a server prints, each with the keys of somebody of its account. */
function placesOf(server: TestServer): Place[] {
  const home: Place = { host: server.host, region: server.env.AWS_REGION ?? "", keys: ownKeys(server) };
  const others = [...server.said.matchAll(/^Further registry: account (\d+) in (\S+) at http:\/\/(\S+)$/gm)].flatMap(
    ([, account, region = "", host = ""]) => {
      const [, id, secret] = new RegExp(`iam::${account}:user/\\S+ +AWS_ACCESS_KEY_ID=(\\S+) AWS_SECRET_ACCESS_KEY=(\\S+)`).exec(server.said) ?? [];
      if (server.env.AWS_ACCESS_KEY_ID && server.said.includes(`registry of account ${account} `)) return [{ host, region, keys: home.keys }];
      return id && secret ? [{ host, region, keys: { id, secret } }] : [];
    },
  );
  return [home, ...others];
}

async function pullAll(server: TestServer, { host, region, keys }: Place): Promise<void> {
  const creds = ["--src-tls-verify=false", "--src-creds", `AWS:${await passwordOf(server, keys, region)}`];
  for (const name of await allImages(server, keys, region)) {
    const digest = name.split("@")[1] as string;
    if (pulled.has(digest)) continue;
    pulled.add(digest);
    const layout = `oci:${join(folder.path, digest.slice(7))}:x`;
    await must(skopeo, ["--insecure-policy", "copy", "--dest-shared-blob-dir", blobs, ...creds, `docker://${host}/${name}`, layout]);
  }
}

const worlds = readdirSync(new URL("../../lessons/worlds", import.meta.url)).map((file) => file.replace(/\.yaml$/, ""));

describe(versionOf(skopeo), () => {
  it.each(worlds)("pulls every image of the world %s", async (world) => {
    const server = await startServer("--preset", world);
    try {
      for (const place of placesOf(server)) await pullAll(server, place);
    } finally {
      await server.stop();
    }
  });

  it("has pulled only JSON and sound archives with something in them", async () => {
    expect(pulled.size).toBeGreaterThan(5);
    const unpack =
      'for f in "$1"/sha256/*; do if [ "$(head -c1 "$f")" = "{" ]; then echo json; else gunzip -t < "$f" && tar tzf "$f" | wc -l; fi; done';
    const { stdout } = await must("sh", ["-euc", unpack, "sh", blobs]);
    const found = stdout.trim().split("\n");
    expect(found.filter((line) => line !== "json" && !(Number(line) > 0))).toEqual([]);
    expect(found.filter((line) => line !== "json").length).toBeGreaterThan(4);
  });
});

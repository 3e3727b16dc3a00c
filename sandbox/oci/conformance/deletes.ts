/** Deleting, and methods that a path does not have. */
import { type Case, HELLO } from "./bench.ts";

export const DELETE: readonly Case[] = [
  {
    title: "deletes a manifest by its digest, and its tags with it",
    section: "deleting-manifests",
    ask: async ({ send, name, image }) => {
      await send("DELETE", `/v2/${name}/manifests/${(await image("1.0")).digest}`);
      return send("GET", `/v2/${name}/manifests/1.0`);
    },
    expected: { status: 404, code: "MANIFEST_UNKNOWN" },
  },
  {
    title: "deletes a blob",
    section: "deleting-blobs",
    ask: async ({ send, name, blob }) => send("DELETE", `/v2/${name}/blobs/${await blob(HELLO)}`),
    expected: { status: 202 },
  },
  {
    title: "refuses a method that a path does not have",
    section: "endpoints",
    ask: ({ send, name }) => send("POST", `/v2/${name}/tags/list`),
    expected: { status: 405, headers: { allow: /GET/ } },
  },
];

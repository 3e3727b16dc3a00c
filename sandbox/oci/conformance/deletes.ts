/** Deleting, and methods that a path does not have. */
import { utf8 } from "../../kernel/bytes.ts";
import { ABSENT, type Case, HELLO, MANIFEST } from "./bench.ts";

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
    title: "does not give a deleted manifest by its digest either",
    section: "deleting-manifests",
    ask: async ({ send, name, image }) => {
      const { digest } = await image("1.0");
      const { status } = await send("DELETE", `/v2/${name}/manifests/${digest}`);
      const gone = await send("HEAD", `/v2/${name}/manifests/${digest}`, { headers: { accept: MANIFEST } });
      return { ...gone, body: utf8(`${status} ${gone.status}`) };
    },
    expected: { status: 404, body: "202 404" },
  },
  {
    title: "does not know a manifest to delete in an unknown repository",
    section: "deleting-manifests",
    ask: ({ send, name }) => send("DELETE", `/v2/${name}-nowhere/manifests/${ABSENT}`),
    expected: { status: 404, code: "NAME_UNKNOWN" },
    distribution: { status: 404, code: "MANIFEST_UNKNOWN", why: "the specification asks for 404 and leaves open which of the two codes" },
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
  {
    title: "deletes a tag and keeps its manifest",
    section: "deleting-tags",
    ask: async ({ send, name, image }) => {
      const { digest } = await image("1.0");
      await image("2.0");
      const { status } = await send("DELETE", `/v2/${name}/manifests/1.0`);
      const { status: tag } = await send("HEAD", `/v2/${name}/manifests/1.0`, { headers: { accept: MANIFEST } });
      const kept = await send("HEAD", `/v2/${name}/manifests/${digest}`, { headers: { accept: MANIFEST } });
      return { ...kept, body: utf8(`${status} ${tag} ${kept.status}`) };
    },
    expected: { status: 200, body: "202 404 200" },
    distribution: { status: 200, body: "400 200 200", why: "version 2.8 deletes manifests by digest alone" },
  },
  {
    title: "does not know a manifest that was deleted",
    section: "deleting-manifests",
    ask: async ({ send, name, image }) => {
      const { digest } = await image("1.0");
      await send("DELETE", `/v2/${name}/manifests/${digest}`);
      return send("DELETE", `/v2/${name}/manifests/${digest}`);
    },
    expected: { status: 404, code: "MANIFEST_UNKNOWN" },
  },
  {
    title: "does not give a deleted blob",
    section: "deleting-blobs",
    ask: async ({ send, name, blob }) => {
      const digest = await blob(HELLO);
      await send("DELETE", `/v2/${name}/blobs/${digest}`);
      return send("GET", `/v2/${name}/blobs/${digest}`);
    },
    expected: { status: 404, code: "BLOB_UNKNOWN" },
  },
  {
    title: "does not know a blob that was deleted",
    section: "deleting-blobs",
    ask: async ({ send, name, blob }) => {
      const digest = await blob(HELLO);
      await send("DELETE", `/v2/${name}/blobs/${digest}`);
      return send("DELETE", `/v2/${name}/blobs/${digest}`);
    },
    expected: { status: 404, code: "BLOB_UNKNOWN" },
  },
  {
    title: "deletes a blob of one repository alone",
    section: "deleting-blobs",
    ask: async ({ send, name, blob }) => {
      const digest = await blob(HELLO, `${name}-other`);
      await blob(HELLO);
      await send("DELETE", `/v2/${name}/blobs/${digest}`);
      return send("GET", `/v2/${name}-other/blobs/${digest}`);
    },
    expected: { status: 200, body: "hello, registry" },
  },
];

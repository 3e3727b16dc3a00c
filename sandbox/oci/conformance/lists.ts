/** Tags, referrers, repositories. Version 1.1 of the specification orders tags without regard to case; the text after it allows this too. */
import { text, utf8 } from "../../kernel/bytes.ts";
import { ABSENT, type Case, INDEX, MANIFEST } from "./bench.ts";

export const LISTS: readonly Case[] = [
  {
    title: "lists the tags of a repository in order",
    section: "listing-tags",
    ask: async ({ send, name, image }) => {
      for (const tag of ["b", "a", "c"]) await image(tag);
      return send("GET", `/v2/${name}/tags/list`);
    },
    expected: { status: 200, body: '{"name":"NAME","tags":["a","b","c"]}' },
    distribution: { status: 200, why: "version 2.8 lists tags as the file system does, in any order" },
  },
  {
    title: "lists no tags of a repository that has none",
    section: "listing-tags",
    ask: async ({ send, name, image }) => {
      await image("");
      return send("GET", `/v2/${name}/tags/list`);
    },
    expected: { status: 200, body: '{"name":"NAME","tags":[]}', headers: { link: null } },
    distribution: { status: 404, code: "NAME_UNKNOWN", why: "version 2.8 knows a repository by its tags alone when it lists them" },
  },
  {
    title: "lists one page and links to the next",
    section: "listing-tags",
    ask: async ({ send, name, image }) => {
      for (const tag of ["b", "a", "c"]) await image(tag);
      return send("GET", `/v2/${name}/tags/list?n=2`);
    },
    expected: { status: 200, body: '{"name":"NAME","tags":["a","b"]}', headers: { link: /last=b.*rel="next"/ } },
    distribution: { status: 200, headers: { link: null }, why: "version 2.8 does not page tags" },
  },
  {
    title: "goes on after the last tag of a page",
    section: "listing-tags",
    ask: async ({ send, name, image }) => {
      for (const tag of ["b", "a", "c"]) await image(tag);
      return send("GET", `/v2/${name}/tags/list?n=2&last=b`);
    },
    expected: { status: 200, body: '{"name":"NAME","tags":["c"]}', headers: { link: null } },
    distribution: { status: 200, why: "version 2.8 does not page tags" },
  },
  {
    title: "lists nothing when nothing is asked for",
    section: "listing-tags",
    ask: async ({ send, name, image }) => {
      await image("a");
      return send("GET", `/v2/${name}/tags/list?n=0`);
    },
    expected: { status: 200, body: '{"name":"NAME","tags":[]}', headers: { link: null } },
    distribution: { status: 200, body: '{"name":"NAME","tags":["a"]}', why: "version 2.8 does not page tags" },
  },
  {
    title: "goes on after a name that is no tag",
    section: "listing-tags",
    ask: async ({ send, name, image }) => {
      for (const tag of ["b", "a", "c"]) await image(tag);
      return send("GET", `/v2/${name}/tags/list?last=aa`);
    },
    expected: { status: 200, body: '{"name":"NAME","tags":["b","c"]}', headers: { link: null } },
    distribution: { status: 200, why: "version 2.8 does not page tags" },
  },
  {
    title: "links from page to page until all tags were listed once",
    section: "listing-tags",
    ask: async ({ send, name, image }) => {
      for (const tag of ["e", "B", "a", "b", "1.0", "_c", "D"]) await image(tag);
      const seen: string[] = [];
      let answer = await send("GET", `/v2/${name}/tags/list?n=4`);
      for (let pages = 0; pages < 9; pages++) {
        seen.push(...(JSON.parse(text(answer.body)) as { tags: string[] }).tags);
        const next = /^<([^>]+)>/.exec(answer.headers.link ?? "")?.[1];
        if (next === undefined) break;
        answer = await send("GET", next.replace(/^https?:\/\/[^/]+/, ""));
      }
      return { ...answer, body: utf8(seen.join(" ")) };
    },
    expected: { status: 200, body: "1.0 _c a B b D e" },
    distribution: { status: 200, why: "version 2.8 does not page tags" },
  },
  {
    title: "refuses a page of no number",
    section: "listing-tags",
    ask: async ({ send, name, image }) => {
      await image("a");
      return send("GET", `/v2/${name}/tags/list?n=many`);
    },
    expected: { status: 400, code: "UNSUPPORTED" },
    distribution: { status: 200, why: "version 2.8 does not page tags" },
  },
  {
    title: "lists what refers to a manifest",
    section: "listing-referrers",
    ask: async ({ send, name, image }) => {
      const subject = await image("1.0");
      await image("", { subject: { mediaType: MANIFEST, digest: subject.digest, size: subject.bytes.length }, artifactType: "application/x-note" });
      return send("GET", `/v2/${name}/referrers/${subject.digest}?artifactType=${encodeURIComponent("application/x-note")}`);
    },
    expected: { status: 200, headers: { "content-type": INDEX, "oci-filters-applied": "artifactType" } },
    distribution: { status: 404, headers: {}, why: "referrers came with specification 1.1; it predates them" },
  },
  {
    title: "lists no referrers of a manifest that nobody refers to",
    section: "listing-referrers",
    ask: async ({ send, name, image }) => {
      await image("1.0");
      return send("GET", `/v2/${name}/referrers/${ABSENT}`);
    },
    expected: { status: 200, headers: { "content-type": INDEX } },
    distribution: { status: 404, headers: {}, why: "referrers came with specification 1.1; it predates them" },
  },
  {
    title: "lists its repositories",
    section: "docker",
    ask: async ({ send, image }) => {
      await image("1.0");
      return send("GET", "/v2/_catalog?n=1");
    },
    expected: { status: 200, headers: { "content-type": /^application\/json/ } },
  },
];

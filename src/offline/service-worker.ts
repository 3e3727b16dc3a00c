/**
 * Keeps the whole site for use without a network. One cache per version; a new version is fetched in the background and waits until
 * the learner asks for it, so no page ever mixes two versions.
 */

interface Entry {
  readonly url: string;
  readonly revision: string | null;
  /** Large and not needed by everyone (the editor): kept at its first use. */
  readonly lazy?: true;
}
interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchLike extends Extendable {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface WorkerScope {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: string, listener: (event: never) => void): void;
}

/** Replaced by the list of files when the site is built. */
declare const __WB_MANIFEST: readonly Entry[];

const scope = self as unknown as WorkerScope;
const entries = __WB_MANIFEST;
const base = scope.registration.scope;
const version = hash(entries.map(({ url, revision }) => `${url} ${revision}`).join("\n"));
const PREFIX = `gantry ${base} `;
const CACHE = PREFIX + version;

/** 53-bit string hash: tells versions apart, guards nothing. */
function hash(text: string): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 2654435761);
    b = Math.imul(b ^ text.charCodeAt(i), 1597334677);
  }
  return ((a >>> 0).toString(16) + (b >>> 0).toString(16)).padStart(16, "0");
}

/** The name under which a page is kept: `x/index.html` is asked for as `x/`. */
function address(url: string): string {
  return new URL(url.replace(/(^|\/)index\.html$/, "$1"), base).href;
}

const lazyNames = new Set(entries.filter(({ lazy }) => lazy).map(({ url }) => address(url)));

async function fill(): Promise<void> {
  const cache = await caches.open(CACHE);
  await Promise.all(
    entries.map(async ({ url, lazy }) => {
      if (lazy) {
        const used = await caches.match(address(url));
        if (used) await cache.put(address(url), used);
        return;
      }
      const response = await fetch(new Request(address(url), { cache: "no-cache" }));
      if (!response.ok) throw new Error(`${url}: ${response.status}`);
      await cache.put(address(url), response);
    }),
  );
}

/** One of the large files is used: the others are asked for later, perhaps without a network. */
async function keepLazy(cache: Cache): Promise<void> {
  for (const name of lazyNames) if (!(await cache.match(name))) await cache.add(name).catch(() => undefined);
}

async function forgetOthers(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
}

async function answer(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const name = url.origin + url.pathname.replace(/(^|\/)index\.html$/, "$1");
  const cache = await caches.open(CACHE);
  const known = await cache.match(name);
  if (known) return known;
  const response = await fetch(request);
  if (response.ok && lazyNames.has(name)) {
    await cache.put(name, response.clone());
    void keepLazy(cache);
  }
  return response;
}

scope.addEventListener("install", (event: Extendable) => event.waitUntil(fill()));
scope.addEventListener("activate", (event: Extendable) => event.waitUntil(forgetOthers().then(() => scope.clients.claim())));
scope.addEventListener("message", (event: MessageEvent) => {
  if (event.data === "use-new-version") void scope.skipWaiting();
});
scope.addEventListener("fetch", (event: FetchLike) => {
  if (event.request.method === "GET" && event.request.url.startsWith(base)) event.respondWith(answer(event.request));
});

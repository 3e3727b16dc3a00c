/**
 * The router swaps pages in while the old address still stands, so relative addresses of styles and scripts would be looked for in the
 * wrong folder as soon as two pages lie at different depths. Here they are made absolute first: of the page that is shown, and of each that
 * is fetched.
 */
import type { TransitionBeforePreparationEvent } from "astro:transitions/client";

function makeAbsolute(page: Document, address: string): void {
  for (const link of page.head.querySelectorAll("link[href]")) link.setAttribute("href", new URL(link.getAttribute("href") ?? "", address).href);
  for (const script of page.querySelectorAll("script[src]")) script.setAttribute("src", new URL(script.getAttribute("src") ?? "", address).href);
}

/** Takes the fetching of pages over from the router. A page that cannot be fetched, or has no router itself, is left to the browser. */
export function enableRouter(): void {
  makeAbsolute(document, location.href);
  document.addEventListener("astro:before-preparation", (event) => {
    const preparation = event as TransitionBeforePreparationEvent;
    preparation.loader = async () => {
      const response = await fetch(preparation.to, { signal: preparation.signal }).catch(() => undefined);
      if (!response?.ok) {
        preparation.preventDefault();
        return;
      }
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      if (!page.querySelector('meta[name="astro-view-transitions-enabled"]')) {
        preparation.preventDefault();
        return;
      }
      for (const element of page.querySelectorAll("noscript")) element.remove();
      makeAbsolute(page, response.url);
      await stylesOf(page);
      preparation.newDocument = page;
    };
  });
}

/** Resolves when the styles that the next page adds are there, so that it is never seen without them. */
async function stylesOf(page: Document): Promise<void> {
  const known = new Set([...document.head.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")].map(({ href }) => href));
  const fresh = [...page.head.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")].map((link) => link.getAttribute("href") ?? "");
  await Promise.all(
    fresh
      .filter((href) => !known.has(href))
      .map(
        (href) =>
          new Promise((resolve) => {
            const link = document.createElement("link");
            link.rel = "preload";
            link.as = "style";
            link.href = href;
            link.onload = link.onerror = resolve;
            document.head.append(link);
          }),
      ),
  );
}

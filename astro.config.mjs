import preact from "@astrojs/preact";
import { defineConfig } from "astro/config";
import { finishSite } from "./src/build/finish-site.ts";

/** Static files that work from any folder of any host (docs/decisions: "Any folder of any host"). */
export default defineConfig({
  output: "static",
  trailingSlash: "ignore",
  devToolbar: { enabled: false },
  build: { assets: "assets", inlineStylesheets: "never", format: "directory" },
  integrations: [preact(), finishSite()],
  vite: {
    build: { assetsInlineLimit: 0, modulePreload: { polyfill: false }, target: "es2023" },
    worker: { format: "es" },
    experimental: {
      // Files of the page name each other relatively; what runs at build time keeps root-relative names, which `finishSite` rewrites.
      renderBuiltUrl: (file, { ssr }) => (ssr ? `/${file}` : { relative: true }),
    },
  },
});

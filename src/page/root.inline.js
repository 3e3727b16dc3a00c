// The page for addresses that do not exist is served at any depth: looks upwards for the folder of the site and resolves its links there.
(async () => {
  for (let folder = new URL(".", location.href); ; folder = new URL("..", folder)) {
    const found = await fetch(new URL("service-worker.js", folder), { method: "HEAD" }).catch(() => undefined);
    if (found?.ok) {
      const base = document.createElement("base");
      base.href = folder.href;
      document.head.prepend(base);
      for (const link of document.querySelectorAll("link")) link.href = new URL(link.getAttribute("href") ?? "", folder).href;
      document.getElementById("ways").hidden = false;
      return;
    }
    if (folder.pathname === "/") return;
  }
})();

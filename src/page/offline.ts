/** Registers the service worker; a new version waits until the learner says so. */

const ADDRESS = document.querySelector<HTMLLinkElement>('link[rel="icon"]')?.href.replace(/favicon\.svg$/, "service-worker.js");

/** Keeps the site for use without a network. Called once the page is usable, so that it takes no bandwidth from it. */
export async function keepOffline(): Promise<void> {
  if (!ADDRESS || !("serviceWorker" in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register(ADDRESS);
    if (registration.waiting && navigator.serviceWorker.controller) offer(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const fresh = registration.installing;
      fresh?.addEventListener("statechange", () => {
        if (fresh.state === "installed" && navigator.serviceWorker.controller) offer(fresh);
      });
    });
  } catch {
    // Some hosts and private windows have no service workers: the site then needs its network.
  }
}

function offer(fresh: ServiceWorker): void {
  const note = document.createElement("div");
  note.className = "toast";
  note.setAttribute("role", "status");
  note.textContent = "A new version of Gantry is ready. Your work stays.";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn small primary";
  button.textContent = "Use it now";
  button.addEventListener("click", () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    fresh.postMessage("use-new-version");
  });
  note.append(button);
  document.body.append(note);
}

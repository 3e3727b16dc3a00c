/**
 * A Firefox with one tab, over WebDriver BiDi (https://w3c.github.io/webdriver-bidi/) and Node's own WebSocket: Playwright drives only a
 * Firefox that it has patched and downloaded itself.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { temporaryFolder } from "../clients/support/server.ts";

/** No motion, no first-run pages, and no traffic of the browser's own. */
const PREFERENCES = {
  "app.normandy.enabled": false,
  "app.update.disabledForTesting": true,
  "browser.newtabpage.enabled": false,
  "browser.safebrowsing.malware.enabled": false,
  "browser.safebrowsing.phishing.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.homepage_override.mstone": "ignore",
  "browser.startup.page": 0,
  "datareporting.policy.dataSubmissionEnabled": false,
  "dom.disable_beforeunload": true,
  "extensions.getAddons.cache.enabled": false,
  "extensions.systemAddon.update.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "network.dns.disablePrefetch": true,
  "network.prefetch-next": false,
  "remote.active-protocols": 1,
  "services.settings.server": "data:,#remote-settings-dummy/v1",
  "toolkit.telemetry.enabled": false,
  "ui.prefersReducedMotion": 1,
};
const VIEWPORT = { width: 1440, height: 900 };
/** Code of the Enter key in the actions of WebDriver. */
const ENTER = "\uE007";
/** Milliseconds until a browser that was asked to end is killed. */
const LEAVING = 3_000;

type Result = Readonly<Record<string, unknown>>;

interface Message {
  readonly id?: number;
  readonly type: "success" | "error" | "event";
  readonly result?: Result;
  readonly error?: string;
  readonly message?: string;
  readonly method?: string;
  readonly params?: { readonly level?: string; readonly text?: string };
}

interface Waiting {
  readonly resolve: (result: Result) => void;
  readonly reject: (error: Error) => void;
}

/** An error that a page should not have; a page that is left while it loads is told of imports that it gave up. */
const FAULT = /Content-Security-Policy|^(?!Failed to load|error loading dyn).*Error/;

export class Firefox {
  /** Errors of pages and violations of the content security policy, as the console has them. */
  readonly faults: string[] = [];
  readonly #child: ChildProcess;
  readonly #socket: WebSocket;
  readonly #removeProfile: () => void;
  readonly #waiting = new Map<number, Waiting>();
  #tab = "";
  #next = 1;

  private constructor(child: ChildProcess, socket: WebSocket, removeProfile: () => void) {
    this.#child = child;
    this.#socket = socket;
    this.#removeProfile = removeProfile;
    socket.addEventListener("message", ({ data }) => this.#receive(JSON.parse(String(data)) as Message));
  }

  /** `path`: the program. Its profile is new and goes with it. */
  static async launch(path: string): Promise<Firefox> {
    const profile = temporaryFolder("firefox");
    const preferences = Object.entries(PREFERENCES).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`);
    writeFileSync(join(profile.path, "user.js"), preferences.join("\n"));
    const child = spawn(path, ["--headless", "--no-remote", "--remote-debugging-port=0", "--profile", profile.path, "about:blank"], {
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, HOME: profile.path, MOZ_CRASHREPORTER_DISABLE: "1" },
    });
    const socket = new WebSocket(`${await addressOf(child)}/session`);
    await once(socket, "open");
    const firefox = new Firefox(child, socket, () => rmSync(profile.path, { recursive: true, force: true, maxRetries: 5 }));
    await firefox.#send("session.new", { capabilities: {} });
    await firefox.#send("session.subscribe", { events: ["log.entryAdded"] });
    const { contexts } = (await firefox.#send("browsingContext.getTree", {})) as { contexts: readonly { readonly context: string }[] };
    firefox.#tab = contexts[0]?.context ?? "";
    await firefox.#send("browsingContext.setViewport", { context: firefox.#tab, viewport: VIEWPORT });
    return firefox;
  }

  #receive({ id, type, result = {}, error, message, method, params }: Message): void {
    if (id === undefined) {
      if (method === "log.entryAdded" && params?.level === "error" && FAULT.test(params.text ?? "")) this.faults.push(params.text ?? "");
      return;
    }
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (type === "success") waiting?.resolve(result);
    else waiting?.reject(new Error(`${error}: ${message}`));
  }

  #send(method: string, params: object): Promise<Result> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }

  async open(url: string): Promise<void> {
    await this.#send("browsingContext.navigate", { context: this.#tab, url, wait: "complete" });
  }

  async reload(): Promise<void> {
    await this.#send("browsingContext.reload", { context: this.#tab, wait: "complete" });
  }

  /** The value of an expression in the page, which may be a promise. */
  async evaluate(expression: string): Promise<unknown> {
    const answer = await this.#send("script.evaluate", { expression, target: { context: this.#tab }, awaitPromise: true });
    const { type, result, exceptionDetails } = answer as {
      type: string;
      result?: { readonly value?: unknown };
      exceptionDetails?: { readonly text: string };
    };
    if (type === "exception") throw new Error(exceptionDetails?.text);
    return result?.value;
  }

  /** Waits until an expression is true; gives its value. */
  async until(expression: string, what: string, milliseconds = 40_000): Promise<unknown> {
    for (const end = Date.now() + milliseconds; ; await setTimeout(50)) {
      // A page that is being left has nobody to answer for a moment.
      const value = await this.evaluate(expression).catch(() => undefined);
      if (value) return value;
      if (Date.now() > end) throw new Error(`${what} did not come; the page says: ${await this.evaluate("document.body.innerText.slice(-500)")}`);
    }
  }

  /** Types a line where the focus is, and Enter. */
  async type(line: string): Promise<void> {
    const actions = [...line, ENTER].flatMap((value) => [
      { type: "keyDown", value },
      { type: "keyUp", value },
    ]);
    await this.#send("input.performActions", { context: this.#tab, actions: [{ type: "key", id: "keys", actions }] });
  }

  async close(): Promise<void> {
    const exited = this.#child.exitCode === null ? once(this.#child, "exit") : undefined;
    await Promise.race([this.#send("browser.close", {}).then(() => exited), setTimeout(LEAVING)]);
    this.#child.kill("SIGKILL");
    await exited;
    this.#removeProfile();
  }
}

/** Firefox says on its error output where it can be spoken to. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      const [, address] = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(said) ?? [];
      if (address) resolve(address);
    });
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`Firefox ended: ${said.slice(-500)}`)));
  });
}

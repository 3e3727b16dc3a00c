/**
 * The plain client: says again what the model solution's programs said to the cloud, as bare HTTP requests without `aws` and `docker`.
 * A task that is about the cloud is then done as well; one that is not looks at who asked instead of what came of it.
 */

import type { Lesson, SolutionLine, Task } from "../../../sandbox/grading/lesson.ts";
import { collect, NO_BYTES } from "../../../sandbox/kernel/bytes.ts";
import type { Handle, HttpBody, HttpHeaders, HttpRequest } from "../../../sandbox/kernel/exchange.ts";
import type { Digest } from "../../../sandbox/kernel/hash.ts";
import { eachChange } from "../../../sandbox/session/changed-rows.ts";
import { unseenMachine } from "../../../sandbox/session/forks.ts";
import type { Machine } from "../../../sandbox/session/machine.ts";
import { overlayBlobs } from "../../../sandbox/session/overlay-blobs.ts";
import { NO_INPUT, NOWHERE } from "../../../sandbox/session/sinks.ts";
import type { Stage } from "../play.ts";

const AGENT = "plain/1";

/** The sandbox's own words act on the session, which a copy has not. */
const OWN_WORDS = /\b(answer|clock|edit|explain|fault|use-aws-cli|visit)\b/;

/** Tasks that are about one client or a broken line, and say so, are left to it. */
export function askedPlainly({ checks }: Task): boolean {
  return !checks.some((check) => "client" in check || check.event === "fault");
}

/**
 * Plays a task's section; lines that only ask the cloud and leave no file behind are said by the plain client. `sent` counts its requests,
 * `refused` says which were answered otherwise than those of the model.
 */
export async function playPlainly(
  played: Stage,
  lesson: Lesson,
  task: Task,
): Promise<{ readonly sent: number; readonly refused: readonly string[] }> {
  let sent = 0;
  const refused: string[] = [];
  for (const solution of lesson.solution[task.id] ?? []) {
    const recorded = await recordOf(played.session.machine(), lesson, solution);
    if (recorded === undefined) {
      const had = played.surprises.length;
      await played.play([solution]);
      played.surprises.splice(had);
      continue;
    }
    refused.push(...(await say(recorded, played.session.machine())));
    sent += recorded.requests.length;
    // Requests from outside are judged with the next command.
    await played.session.run("true");
  }
  return { sent, refused };
}

interface Recorded {
  readonly requests: readonly Said[];
  /** The copy on which they were made: what was uploaded lies there. */
  readonly copy: Machine;
}

/** One request as it went out, and the answer's head. A body that is uploaded in pieces is not kept. */
interface Said extends HttpRequest {
  readonly status: number;
  readonly location?: string;
}

/** Notes what goes over the wire. */
function noting(said: Said[]): (door: Handle) => Handle {
  return (door) => async (request) => {
    const isUpload = /\/blobs\/uploads\//.test(request.url);
    const body = isUpload ? request.body : await collect(request.body);
    const answer = await door({ ...request, body });
    const { location } = answer.headers;
    said.push({ ...request, body: isUpload ? NO_BYTES : body, status: answer.status, ...(location === undefined ? {} : { location }) });
    return answer;
  };
}

/** What a line asks of the cloud; undefined when it does something else too, or nothing. */
async function recordOf(live: Machine, { world }: Lesson, { line, exit }: SolutionLine): Promise<Recorded | undefined> {
  if (OWN_WORDS.test(line)) return undefined;
  const { store, hasher, blobs, shell } = live;
  const requests: Said[] = [];
  const { machine: copy } = unseenMachine(
    { world: store.world, hasher, blobs: overlayBlobs(blobs, hasher), shell: { ...shell.state }, network: noting(requests) },
    world,
  );
  const streams = { stdin: NO_INPUT, stdout: NOWHERE, stderr: NOWHERE, terminal: { columns: 80, rows: 24 }, signal: new AbortController().signal };
  const status = await copy.shell.run(line, streams);
  let isLocal = status !== exit;
  // What Docker notes about a push is for itself; the variable of a loop is nobody's.
  const isPush = /^docker push\b/.test(line);
  eachChange(store.world, copy.store.world, "files", (path) => {
    isLocal ||= !path.endsWith("/.bash_history") && !(isPush && path.startsWith("/var/lib/docker/"));
  });
  const facts = copy.store.events.some(({ kind }) => kind !== "request");
  const variables = !line.startsWith("for ") && JSON.stringify(copy.shell.state.variables) !== JSON.stringify(shell.state.variables);
  return isLocal || facts || variables || requests.length === 0 ? undefined : { requests, copy };
}

/** Says the requests again, in their order; upload addresses are those that this client is given. */
async function say({ requests, copy }: Recorded, live: Machine): Promise<string[]> {
  const uploads = new Map<string, string>();
  const refused: string[] = [];
  for (const said of requests) {
    const { method, url, headers, status } = said;
    if (method === "PATCH") continue;
    const answer = await live.handle({ method, url: uploadUrl(said, uploads) ?? url, headers: plain(headers), body: bodyOf(said, copy) });
    await collect(answer.body);
    if (method === "POST" && said.location && answer.headers.location) uploads.set(idOf(said.location), answer.headers.location);
    if (answer.status !== status) refused.push(`  ${method} ${url}: ${answer.status}, and ${status} from the model's client`);
  }
  return refused;
}

/** Lengths are the transport's to say. */
function plain(headers: HttpHeaders): HttpHeaders {
  const kept = Object.entries(headers).filter(([name]) => !["content-length", "content-range", "user-agent"].includes(name));
  return { ...Object.fromEntries(kept), "user-agent": AGENT };
}

/** The last path segment of an upload's address. */
function idOf(location: string): string {
  return /\/blobs\/uploads\/([^/?]+)/.exec(location)?.[1] ?? "";
}

function uploadUrl({ url, method }: Said, uploads: ReadonlyMap<string, string>): string | undefined {
  const given = method === "PUT" ? uploads.get(idOf(url)) : undefined;
  if (given === undefined) return undefined;
  const own = new URL(given, url);
  for (const [name, value] of new URL(url).searchParams) own.searchParams.set(name, value);
  return own.href;
}

/** Blobs are sent whole with the last request of their upload. */
function bodyOf({ method, url, body }: Said, copy: Machine): HttpBody {
  const digest = method === "PUT" && url.includes("/blobs/uploads/") ? new URL(url).searchParams.get("digest") : null;
  return digest === null ? body : copy.blobs.read(digest as Digest);
}

/**
 * Plays every transcript in the page's terminal and by real clients against the server, prints each difference, and fails for one that
 * `accepted.ts` does not list, or lists and does not occur. Arguments: names of transcripts; without any, all. Needs root and Debian's clients.
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { MODEL } from "../../../sandbox/ecr/model/index.ts";
import { parseTranscript, type Transcript } from "../../transcripts/transcript.ts";
import { ACCEPTED, type Accepted, unaccepted } from "./accepted.ts";
import { type Difference, differences } from "./difference.ts";
import { playOnPage } from "./page.ts";
import { isWord } from "./played.ts";
import { type Backdrop, makeBackdrop, playForReal } from "./stage.ts";

const FOLDER = fileURLToPath(new URL("../../transcripts/", import.meta.url));
const AT_ONCE = 2;
/** Transcripts that are the page's alone: real networks are not broken on purpose, and real programs take time, in which a rate recovers. */
const PAGE_ONLY: ReadonlySet<string> = new Set(["faults.md", "rates.md"]);

interface Play {
  readonly file: string;
  readonly transcript: Transcript;
  readonly generation: 1 | 2;
}

interface Outcome extends Play {
  readonly compared: number;
  readonly found: readonly Difference[];
  readonly operations: ReadonlySet<string>;
  readonly seconds: number;
}

/** Transcripts `aws-*.md` need no server: `transcripts.test.ts` plays them. */
function plays(wanted: readonly string[]): Play[] {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith(".md") && !name.startsWith("aws-") && !PAGE_ONLY.has(name));
  const chosen = files.filter((name) => wanted.length === 0 || wanted.includes(name.replace(".md", "")));
  return chosen.flatMap((file): Play[] => {
    const transcript = parseTranscript(readFileSync(FOLDER + file, "utf8"));
    if (transcript.steps.length === 0) return [];
    const own = { file, transcript, generation: transcript.cli };
    const switches = transcript.steps.some(({ command }) => /\buse-aws-cli\b/.test(command));
    const both = !switches && transcript.steps.some(({ command }) => /\baws /.test(command));
    return both ? [own, { ...own, generation: own.generation === 2 ? 1 : 2 }] : [own];
  });
}

async function compare(backdrop: Backdrop, play: Play): Promise<Outcome> {
  const { file, transcript, generation } = play;
  const begun = performance.now();
  const needsEngine = transcript.steps.some(({ command }) => /\bdocker\b/.test(command));
  const page = await playOnPage(transcript, generation);
  const real = await playForReal(backdrop, FOLDER + file, generation, needsEngine);
  // Only the page can take time back.
  const undone = transcript.steps.findIndex(({ command }) => command === "undo");
  const steps = transcript.steps.slice(0, undone < 0 ? undefined : undone);
  const typed = steps.map((step, at) => ({ ...step, at })).filter(({ command }) => !isWord(command));
  const found = typed.flatMap(({ command, at }) => {
    const [here, there] = [page.steps[at], real[at]];
    if (!here || !there) throw new Error(`${file}: nothing was played of: ${command}`);
    return differences({ transcript: file, generation, command }, here, there);
  });
  return { ...play, found, compared: typed.length, operations: page.operations, seconds: (performance.now() - begun) / 1000 };
}

/** What cannot be played at all is a difference like any other. */
function broken(play: Play, error: unknown): Outcome {
  const said = String(error).split("\n").slice(0, 30);
  const { file: transcript, generation } = play;
  return { ...play, compared: 0, operations: new Set(), seconds: 0, found: [{ transcript, generation, command: "", here: [], real: said }] };
}

function show({ transcript, generation, command, here, real }: Difference): string {
  const lines = [
    `${transcript} (aws ${generation}) $ ${command}`,
    ...here.map((line) => `  page  ${line}`),
    ...real.map((line) => `  real  ${line}`),
  ];
  return lines.map((line) => (line.length > 400 ? `${line.slice(0, 400)}…` : line)).join("\n");
}

async function inPool<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [at, item] of queue) results[at] = await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

const wanted = process.argv.slice(2);
const begun = performance.now();
const backdrop = await makeBackdrop();
const used = new Set<Accepted>();
const unlisted: Difference[] = [];
let outcomes: Outcome[] = [];
try {
  outcomes = await inPool(plays(wanted), async (play) => {
    const outcome = await compare(backdrop, play).catch((error: unknown) => broken(play, error));
    const left = outcome.found.flatMap((difference) => unaccepted(difference, ACCEPTED, (row) => used.add(row)) ?? []);
    unlisted.push(...left);
    const { file, generation, compared, found, seconds } = outcome;
    console.log(
      `${left.length === 0 ? "✓" : "✗"} ${file} with aws ${generation}: ${compared} commands, ${found.length} differences, ${left.length} of them not accepted, ${seconds.toFixed(1)} s`,
    );
    for (const difference of left) console.log(show(difference));
    return outcome;
  });
} finally {
  backdrop.remove();
}
const stale = wanted.length > 0 ? [] : ACCEPTED.filter((row) => !used.has(row));
for (const { of, what } of stale) console.log(`✗ accepted, and did not occur: ${of}: ${what}`);
const operations = new Set(outcomes.flatMap((outcome) => [...outcome.operations]));
const missing = wanted.length > 0 ? [] : Object.keys(MODEL.operations).filter((name) => !operations.has(name));
if (missing.length > 0) console.log(`✗ operations of ECR in no transcript: ${missing.join(", ")}`);
const compared = outcomes.reduce((sum, outcome) => sum + outcome.compared, 0);
console.log(
  `${compared} commands of ${outcomes.length} plays compared, ${operations.size} operations of ECR by aws; ${used.size} of ${ACCEPTED.length} accepted differences occurred, ${unlisted.length} are not accepted; ${((performance.now() - begun) / 60_000).toFixed(1)} minutes`,
);
process.exitCode = unlisted.length + stale.length + missing.length > 0 ? 1 : 0;

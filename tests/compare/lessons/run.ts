/**
 * `npm run compare -- lessons [NAME]`: model solutions through the real AWS CLI and the real Docker against the server give the world that the page's
 * own programs give. Prints each difference, and which lessons no real client can play. Needs root and Debian's clients.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Lesson } from "../../../sandbox/grading/lesson.ts";
import { loadLessons } from "../../../src/lessons/load.ts";
import { stage, withRepair } from "../../lessons/play.ts";
import { makeBackdrop, runInside } from "../transcripts/stage.ts";
import type { RealPlay } from "./inside.ts";
import { differences, type State, stateOf } from "./state.ts";

const INSIDE = fileURLToPath(new URL("inside.ts", import.meta.url));

/** Docker packs layers anew when it pushes, so an image that is pushed again has another digest than the one it came with. */
const BY_DIGEST = ["repair:pull-exactly-what-you-mean"];

/** Why no real client plays it; undefined when one can. */
function unplayable({ slug, solution, world, made }: Lesson): string | undefined {
  if (BY_DIGEST.includes(slug)) return "it pushes an image that must keep its digest";
  const lines = Object.values(solution)
    .flat()
    .map(({ line }) => line);
  if (lines.some((line) => /^fault\b/.test(line)) || "faults" in world || "network" in world) return "its network is broken on purpose";
  if (lines.some((line) => line.includes("/var/lib/docker"))) return "it looks at Docker's own files";
  return made ? "it begins where another lesson ends" : undefined;
}

async function onPage(lesson: Lesson): Promise<State> {
  const played = await stage({ lesson });
  for (const { id } of lesson.tasks) await played.play(lesson.solution[id] ?? []);
  return JSON.parse(JSON.stringify(stateOf(played.session.machine().store.world))) as State;
}

const { positionals } = parseArgs({ allowPositionals: true });
const lessons = (await loadLessons())
  .filter(({ lesson }) => positionals.length === 0 || positionals.includes(lesson.slug))
  .flatMap(withRepair)
  .map(({ lesson }) => lesson);
const backdrop = await makeBackdrop();
let [played, bad, left] = [0, 0, 0];
try {
  for (const lesson of lessons) {
    const reason = unplayable(lesson);
    if (reason !== undefined) {
      left++;
      console.log(`- ${lesson.slug}: not played by real clients: ${reason}`);
      continue;
    }
    const begun = performance.now();
    const needsEngine = JSON.stringify(lesson.solution).includes("docker");
    const real = await runInside<RealPlay>(backdrop, INSIDE, needsEngine, (place) => ({ ...place, lesson }));
    const found = [...real.surprises, ...differences(await onPage(lesson), real.state)];
    played++;
    bad += found.length === 0 ? 0 : 1;
    console.log(
      `${found.length === 0 ? "✓" : "✗"} ${lesson.slug}: ${Object.values(lesson.solution).flat().length} commands, ${((performance.now() - begun) / 1000).toFixed(1)} s`,
    );
    for (const difference of found) console.log(`  ${difference.slice(0, 2_000).replaceAll("\n", "\n  ")}`);
  }
} finally {
  backdrop.remove();
}
console.log(`${played} lessons and broken worlds played by real clients, ${bad} of them otherwise than on the page; ${left} left out`);
process.exitCode = bad === 0 ? 0 : 1;

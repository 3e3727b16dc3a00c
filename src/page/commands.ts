/** Text of a run block as commands to be typed: after a trailing backslash, and until a here-document's end, a line belongs to the one before. */
export function commands(text: string): string[] {
  const list: string[] = [];
  let ends: string[] = [];
  for (const line of text.split("\n")) {
    const goesOn = ends.length > 0 || list.at(-1)?.endsWith("\\");
    if (goesOn) list[list.length - 1] += `\n${line}`;
    else if (line.trim() !== "" && !line.startsWith("#")) list.push(line);
    else continue;
    if (ends.length > 0) ends = (line.trim() === ends[0] ? ends.slice(1) : ends) as string[];
    else ends = [...line.matchAll(/<<-?\s*(['"]?)([A-Za-z_]+)\1/g)].map(([, , word]) => word ?? "");
  }
  return list;
}

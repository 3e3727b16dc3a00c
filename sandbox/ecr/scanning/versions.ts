/** Which of two package versions is newer: dpkg's order (Debian Policy §5.6.12), which apk's versions follow but for their suffixes. */

/** `1:2.3-4` → epoch, upstream, revision. */
function parts(version: string): readonly [number, string, string] {
  const colon = version.indexOf(":");
  const epoch = colon < 0 ? 0 : Number(version.slice(0, colon));
  const rest = version.slice(colon + 1).replace(/_(alpha|beta|pre|rc)/g, "~$1");
  const dash = rest.lastIndexOf("-");
  return dash < 0 ? [epoch, rest, ""] : [epoch, rest.slice(0, dash), rest.slice(dash + 1)];
}

/** A tilde sorts before the end, the end before letters, letters before all other signs. */
function weight(sign: string | undefined): number {
  if (sign === undefined) return 0;
  if (sign === "~") return -1;
  return /[A-Za-z]/.test(sign) ? sign.charCodeAt(0) : sign.charCodeAt(0) + 256;
}

function compareSigns(a: string, b: string): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const difference = weight(a[at]) - weight(b[at]);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Signs and numbers in turn, the numbers by their value. */
function comparePart(a: string, b: string): number {
  let [restA, restB] = [a, b];
  while (restA !== "" || restB !== "") {
    const [signsA = "", signsB = ""] = [/^\D*/.exec(restA)?.[0], /^\D*/.exec(restB)?.[0]];
    const signs = compareSigns(signsA, signsB);
    if (signs !== 0) return signs;
    [restA, restB] = [restA.slice(signsA.length), restB.slice(signsB.length)];
    const [digitsA = "", digitsB = ""] = [/^\d*/.exec(restA)?.[0], /^\d*/.exec(restB)?.[0]];
    if (Number(digitsA) !== Number(digitsB)) return Number(digitsA) - Number(digitsB);
    [restA, restB] = [restA.slice(digitsA.length), restB.slice(digitsB.length)];
  }
  return 0;
}

/** Negative when `a` is older than `b`, zero when they are the same version. */
export function compareVersions(a: string, b: string): number {
  const [[epochA, upstreamA, revisionA], [epochB, upstreamB, revisionB]] = [parts(a), parts(b)];
  return epochA - epochB || comparePart(upstreamA, upstreamB) || comparePart(revisionA, revisionB);
}

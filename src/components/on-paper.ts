/** A lesson's HTML as it stands on paper and in the notes for teachers: nothing to open, nothing to click. */

const PREDICT_OPTION =
  /<details class="predict-option( is-right)?">\s*<summary>([\s\S]*?)<\/summary>\s*<p class="predict-why">([\s\S]*?)<\/p>\s*<\/details>/g;

/** `withSolutions`: what is right is marked, and every reason is printed. */
export function onPaper(html: string, withSolutions: boolean): string {
  return linksFromRoot(html).replace(PREDICT_OPTION, (_, right: string | undefined, text: string, why: string) => {
    const reason = withSolutions ? `<p class="why">${right ? "<b>Right.</b> " : ""}${why}</p>` : "";
    return `<p class="paper-option${withSolutions && right ? " is-right" : ""}">${text}</p>${reason}`;
  });
}

/** Links to other lessons count from the lesson's own page; here from the root, which the build makes relative to any page. */
function linksFromRoot(html: string): string {
  return html
    .replace(/(<a\b[^>]*\bdata-lesson="([^"]+)"[^>]*\bhref=")[^"]*"/g, '$1/lessons/$2/"')
    .replace(/<button\b[^>]*\bclass="panel-link"[^>]*>([\s\S]*?)<\/button>/g, "$1");
}

/** The same links on a page so many folders below the lesson's own, where they stay relative. */
export function linksFromBelow(html: string, levels: number): string {
  return html.replace(/(<a\b[^>]*\bdata-lesson="[^"]+"[^>]*\bhref=")(?=\.\.\/)/g, `$1${"../".repeat(levels)}`);
}

/** Remarks of the text that only the teacher reads. */
export function remarks(html: string): string[] {
  return [...html.matchAll(/<aside class="teach"[^>]*>([\s\S]*?)<\/aside>/g)].map(([, inside = ""]) =>
    inside.replace(/<p class="aside-title">[^<]*<\/p>/, ""),
  );
}

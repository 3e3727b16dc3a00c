/** Every link of the site goes through here: root-relative now, made relative to its page after the build. */
export function href(path: `/${string}`): string {
  return path;
}

export const lessonHref = (slug: string): string => href(`/lessons/${slug}/`);

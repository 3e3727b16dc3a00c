import { ICONS, type IconName } from "./icons.ts";

/** A decorative line icon; the words beside it carry the meaning. */
export function Icon({ name, tone = "" }: { name: IconName; tone?: string }) {
  return <svg class={`icon ${tone}`.trim()} viewBox="0 0 16 16" aria-hidden="true" dangerouslySetInnerHTML={{ __html: ICONS[name] }} />;
}

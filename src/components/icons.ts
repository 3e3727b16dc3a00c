/** Line icons on a 16 px grid, as the inside of an `svg`; one place for Astro and Preact. */
export const ICONS = {
  check: '<path d="M3 8.5l3.2 3.2L13 4.8"/>',
  cross: '<path d="M4 4l8 8M12 4l-8 8"/>',
  half: '<circle cx="8" cy="8" r="5.5"/><path d="M8 2.5a5.5 5.5 0 010 11z" fill="currentColor"/>',
  ring: '<circle cx="8" cy="8" r="5.5"/>',
  left: '<path d="M9.5 3.5L5 8l4.5 4.5"/>',
  right: '<path d="M6.5 3.5L11 8l-4.5 4.5"/>',
  person: '<circle cx="8" cy="5.5" r="2.7"/><path d="M2.8 13.5c.7-2.7 2.7-4 5.2-4s4.5 1.3 5.2 4"/>',
  clock: '<circle cx="8" cy="8" r="6"/><path d="M8 4.5V8l2.5 1.5"/>',
  moon: '<path d="M13 9.6A5.6 5.6 0 016.4 3a5.6 5.6 0 106.6 6.6z"/>',
  sliders: '<path d="M2 5h7M12.5 5H14M2 11h1.5M7 11h7"/><circle cx="10.7" cy="5" r="1.7"/><circle cx="5.3" cy="11" r="1.7"/>',
  play: '<path d="M4.5 3v10l8-5z"/>',
  undo: '<path d="M6 3L2.8 6.2 6 9.4"/><path d="M3 6.2h6a4 4 0 010 8H6.5"/>',
  redo: '<path d="M10 3l3.2 3.2L10 9.4"/><path d="M13 6.2H7a4 4 0 000 8h2.5"/>',
  key: '<circle cx="5" cy="8" r="2.8"/><path d="M7.8 8H14v2.4M11.4 8v2"/>',
  list: '<path d="M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.1M2.5 8h.1M2.5 12h.1"/>',
  question: '<circle cx="8" cy="8" r="6"/><path d="M6.3 6.3a1.8 1.8 0 113 1.6c-.8.6-1.3.9-1.3 1.7M8 11.7v.1"/>',
  lock: '<rect x="3.5" y="7" width="9" height="6.5" rx="1" fill="currentColor"/><path d="M5.5 7V5a2.5 2.5 0 015 0v2"/>',
  ban: '<circle cx="8" cy="8" r="6"/><path d="M3.8 3.8l8.4 8.4"/>',
  pencil: '<path d="M3 13l.6-2.8L10.8 3l2.2 2.2-7.2 7.2z"/>',
  fork: '<circle cx="4" cy="3.5" r="1.6"/><circle cx="12" cy="3.5" r="1.6"/><circle cx="8" cy="12.5" r="1.6"/><path d="M4 5.1c0 3 4 2.4 4 5.8M12 5.1c0 3-4 2.4-4 5.8"/>',
  up: '<path d="M8 13V3.5M4 7.2l4-4 4 4"/>',
} as const;

export type IconName = keyof typeof ICONS;

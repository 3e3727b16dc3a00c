/** Widths on which the terminal is a transcript with a native input (DESIGN §7). */
export const NARROW = "(max-width: 639px)";

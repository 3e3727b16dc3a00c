/** A filter pattern that cannot be used: it is wrong, or the sandbox `lacks` what it asks for, which the message then names. */
export class FilterTrouble extends Error {
  readonly kind: "invalid" | "lacks";
  constructor(message: string, kind: "invalid" | "lacks" = "invalid") {
    super(message);
    this.kind = kind;
  }
}

/** What an image's row says about its signatures (DescribeImageSigningStatus). */
import type { Signing } from "../../world/tables.ts";
import type { Transaction } from "../../world/world.ts";

/** Sets the status for one signing profile; an image that is gone has none. `image` is a row key. */
export function setSigning(tx: Transaction, image: string, status: Signing): void {
  const row = tx.get("images", image);
  if (!row) return;
  const before = row.signings ?? [];
  const known = before.some(({ profile }) => profile === status.profile);
  tx.update("images", image, { signings: known ? before.map((one) => (one.profile === status.profile ? status : one)) : [...before, status] });
}

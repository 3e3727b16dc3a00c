/** What an image's row says about its copies (DescribeImageReplicationStatus). */
import type { Image, Replication } from "../../world/tables.ts";
import type { Transaction } from "../../world/world.ts";

/** Sets the status for one destination; an image that is gone has none. `image` is a row key. */
export function setReplication(tx: Transaction, image: string, status: Replication): void {
  const row = tx.get("images", image);
  if (!row) return;
  const isIt = ({ account, region }: Replication) => account === status.account && region === status.region;
  const before: NonNullable<Image["replications"]> = row.replications ?? [];
  const replications = before.some(isIt) ? before.map((one) => (isIt(one) ? status : one)) : [...before, status];
  tx.update("images", image, { replications });
}

/** `node scripts/count-operations.ts`: how many of the API's operations the sandbox has, and the names of the others. */
import { MODEL } from "../sandbox/ecr/model/index.ts";
import { notImplemented } from "../sandbox/ecr/operations/index.ts";

const all = Object.keys(MODEL.operations).length;
const lacking = notImplemented();
console.log(`ECR operations: ${all - lacking.length} of ${all}; not yet: ${lacking.length}`);
for (const name of lacking) console.log(`  ${name}`);

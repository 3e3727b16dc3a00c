/** AWS Signature Version 4 from both sides. The `aws` command signs with it, the door verifies with it. */
export { sign } from "./sign.ts";
export { type Claim, readClaim, skew, verify } from "./verify.ts";

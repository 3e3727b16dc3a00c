/** AWS Signature Version 4 from both sides. The `aws` command signs with it, the door verifies with it. */
export { type Credentials, type Signing, sign } from "./sign.ts";
export { type Claim, type ClaimReading, readClaim, skew, type Verdict, verify } from "./verify.ts";

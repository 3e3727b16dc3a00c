/** CloudTrail (`cloudtrail.REGION.amazonaws.com`), as far as looking up what happened needs it: AWS JSON 1.1. */
import { jsonService } from "../http/json/service.ts";
import { lookupEvents, trailErrors } from "./lookup.ts";
import { CLOUDTRAIL_MODEL } from "./model/index.ts";

export const cloudtrailService = jsonService({
  model: CLOUDTRAIL_MODEL,
  operations: new Map([["LookupEvents", lookupEvents]]),
  question: () => ({ resource: "*" }),
  missing: (member) => trailErrors.attributes(`${member} is missing.`),
  denied: trailErrors.denied,
});

/** The part of STS that the sandbox has, in the same form as ECR's model. STS speaks the Query protocol. */
import type { ServiceModel } from "../../http/model/model.ts";

export const STS_MODEL: ServiceModel = {
  service: "sts",
  apiVersion: "2011-06-15",
  protocol: "query",
  targetPrefix: "",
  operations: {
    GetCallerIdentity: { name: "GetCallerIdentity", input: "GetCallerIdentityRequest", output: "GetCallerIdentityResponse", errors: [] },
  },
  shapes: {
    GetCallerIdentityRequest: [],
    GetCallerIdentityResponse: [
      { name: "UserId", type: "string" },
      { name: "Account", type: "string" },
      { name: "Arn", type: "string" },
    ],
  },
  enums: {},
  waiters: {},
};

/** The `aws` command: AWS CLI v2, or v1 after `use-aws-cli 1`. */
import type { Installed } from "../../shell/program.ts";
import { complete } from "./complete/index.ts";
import { program } from "./program.ts";

export const aws: Installed = {
  name: "aws",
  summary: "the AWS command line: ecr, iam, sts, kms and what else ECR touches",
  program,
  complete,
};

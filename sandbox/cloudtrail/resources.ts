/** What a request was about, as events are looked up by it: types of CloudFormation, names or ARNs. */
export interface TrailResource {
  readonly type: string;
  readonly name: string;
}

/** By a member of the input that names it. Which types and names a service gives is not documented. (unverified) */
const BY_NAME: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  iam: {
    UserName: "AWS::IAM::User",
    RoleName: "AWS::IAM::Role",
    GroupName: "AWS::IAM::Group",
    PolicyArn: "AWS::IAM::Policy",
    PolicyName: "AWS::IAM::Policy",
    AccessKeyId: "AWS::IAM::AccessKey",
  },
  sts: { RoleArn: "AWS::IAM::Role" },
  events: { Name: "AWS::Events::Rule", Rule: "AWS::Events::Rule" },
  logs: { logGroupName: "AWS::Logs::LogGroup" },
};

/** By the ARN that the permission was asked on. */
const BY_ARN: readonly (readonly [RegExp, string])[] = [
  [/^arn:aws:ecr:[^:]+:\d{12}:repository\/[^*]+$/, "AWS::ECR::Repository"],
  [/^arn:aws:ecr-public::\d{12}:repository\/[^*]+$/, "AWS::ECR::PublicRepository"],
  [/^arn:aws:kms:[^:]+:\d{12}:key\/[^*]+$/, "AWS::KMS::Key"],
  [/^arn:aws:secretsmanager:[^:]+:\d{12}:secret:[^*]+$/, "AWS::SecretsManager::Secret"],
];

export function resourcesOf(service: string, input: unknown, arn: string | undefined): readonly TrailResource[] {
  const found = BY_ARN.find(([form]) => arn !== undefined && form.test(arn));
  if (found && arn !== undefined) return [{ type: found[1], name: arn }];
  const members = (typeof input === "object" && input !== null ? input : {}) as Readonly<Record<string, unknown>>;
  return Object.entries(BY_NAME[service] ?? {}).flatMap(([member, type]) => {
    const name = members[member];
    return typeof name === "string" ? [{ type, name }] : [];
  });
}

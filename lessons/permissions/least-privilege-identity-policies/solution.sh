# task: push
cat > push.json <<'J'
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Login",
      "Effect": "Allow",
      "Action": "ecr:GetAuthorizationToken",
      "Resource": "*"
    },
    {
      "Sid": "PushPullWeb",
      "Effect": "Allow",
      "Action": [
        "ecr:BatchCheckLayerAvailability",
        "ecr:InitiateLayerUpload",
        "ecr:UploadLayerPart",
        "ecr:CompleteLayerUpload",
        "ecr:PutImage",
        "ecr:BatchGetImage",
        "ecr:GetDownloadUrlForLayer"
      ],
      "Resource": "arn:aws:ecr:{{region}}:{{account}}:repository/web/*"
    }
  ]
}
J
aws iam put-role-policy --role-name ci-push --policy-name ecr-push --policy-document file://push.json

# task: pull
cat > pull.json <<'J'
{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Login", "Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*" },
    {
      "Sid": "PullWeb",
      "Effect": "Allow",
      "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      "Resource": "arn:aws:ecr:{{region}}:{{account}}:repository/web/*"
    }
  ]
}
J
aws iam put-role-policy --role-name app-pull --policy-name ecr-pull --policy-document file://pull.json

# task: repair-token
# exit: 254
aws ecr get-login-password --profile ci-broken
aws iam get-role-policy --role-name ci-broken --policy-name ecr --query PolicyDocument > ecr.json
jq '.Statement |= map(if .Sid == "Login" then .Resource = "*" else . end)' ecr.json > repaired.json
aws iam put-role-policy --role-name ci-broken --policy-name ecr --policy-document file://repaired.json

# task: tags
cat > tags.json <<'J'
{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Login", "Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*" },
    {
      "Sid": "PushWhereTeamMatches",
      "Effect": "Allow",
      "Action": [
        "ecr:BatchCheckLayerAvailability",
        "ecr:InitiateLayerUpload",
        "ecr:UploadLayerPart",
        "ecr:CompleteLayerUpload",
        "ecr:PutImage"
      ],
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:ResourceTag/Team": "${aws:PrincipalTag/Team}" } }
    }
  ]
}
J
aws iam put-role-policy --role-name dev-any --policy-name push-by-team --policy-document file://tags.json

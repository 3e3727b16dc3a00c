# task: carl
cat > policy.json <<'J'
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "CarlPulls",
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::{{account}}:user/carl" },
      "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    }
  ]
}
J
aws ecr set-repository-policy --repository-name web/{{app}} --policy-text file://policy.json

# task: subject-missing
# exit: 254
aws ecr set-repository-policy --repository-name web/{{app}} --policy-text '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ecr:BatchGetImage"}]}'

# task: bare
jq '.Statement[0].Principal.AWS = ["arn:aws:iam::{{account}}:user/carl", "arn:aws:iam::{{account}}:user/intern-bare"]' policy.json > both.json
aws ecr set-repository-policy --repository-name web/{{app}} --policy-text file://both.json
# exit: 254
aws ecr get-login-password --profile intern-bare
answer action ecr:GetAuthorizationToken

# task: only-ci
cat > deny.json <<'J'
{
  "Sid": "OnlyCiPushes",
  "Effect": "Deny",
  "Principal": "*",
  "Action": ["ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:PutImage"],
  "Condition": { "ArnNotEquals": { "aws:PrincipalArn": "arn:aws:iam::{{account}}:role/ci-push" } }
}
J
jq --slurpfile deny deny.json '.Statement += $deny' both.json > closed.json
aws ecr set-repository-policy --repository-name web/{{app}} --policy-text file://closed.json

# task: partner
aws ecr get-repository-policy --repository-name web/api --query policyText --output text
aws ecr delete-repository-policy --repository-name web/api

# Narrows the Deny with jq, and grants on anna's side instead of the repository's.
# task: predict
answer prod-reads deny
answer carl-logs-in deny
answer carl-reads allow
answer bert-deletes deny
answer anna-deletes deny
answer anna-puts allow

# task: find
aws ecr get-repository-policy --repository-name web/api --query policyText --output text
answer sid nodeletes

# task: grant
aws ecr get-repository-policy --repository-name web/api --query policyText --output text | jq '.Statement |= map(if .Sid == "NoDeletes" then .Condition = {"StringNotLike": {"aws:PrincipalArn": "arn:aws:iam::{{account}}:user/anna"}} else . end)' > api.json
aws ecr set-repository-policy --repository-name web/api --policy-text file://api.json
aws iam put-user-policy --user-name anna --policy-name clean-up --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ecr:BatchDeleteImage","Resource":"arn:aws:ecr:{{region}}:{{account}}:repository/web/api"}]}'

# task: cap
# exit: 254
aws ecr delete-repository --repository-name web/{{app}} --force
answer kind "service control policy"

# at: grant
aws ecr get-repository-policy --repository-name web/api --query policyText --output text | jq '.Statement |= map(select(.Sid != "NoDeletes"))' > api.json
aws ecr set-repository-policy --repository-name web/api --policy-text file://api.json
aws iam put-user-policy --user-name anna --policy-name clean-up --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ecr:BatchDeleteImage","Resource":"arn:aws:ecr:{{region}}:{{account}}:repository/web/api"}]}'

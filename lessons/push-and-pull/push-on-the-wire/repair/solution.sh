# task: repair
aws iam get-role-policy --role-name ci-push --policy-name ecr-push --query PolicyDocument | jq '.Statement[1].Action += ["ecr:BatchCheckLayerAvailability"]' > policy.json
aws iam put-role-policy --role-name ci-push --policy-name ecr-push --policy-document file://policy.json

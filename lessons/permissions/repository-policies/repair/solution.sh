# task: repair
aws ecr get-repository-policy --repository-name web/{{app}} --query policyText --output text | sed 's#"AIDA[A-Z0-9]*"#"arn:aws:iam::{{account}}:user/anna"#' > policy.json
aws ecr set-repository-policy --repository-name web/{{app}} --policy-text file://policy.json

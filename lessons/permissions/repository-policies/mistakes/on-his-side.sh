# at: carl
aws iam put-user-policy --user-name carl --policy-name pull --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"],"Resource":"arn:aws:ecr:{{region}}:{{account}}:repository/web/{{app}}"}]}'

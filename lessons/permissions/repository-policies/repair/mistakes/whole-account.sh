# at: repair
aws ecr set-repository-policy --repository-name web/{{app}} --policy-text '{"Version":"2012-10-17","Statement":[{"Sid":"AnnaPulls","Effect":"Allow","Principal":"*","Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"]}]}'

# at: pull
aws iam put-role-policy --role-name app-pull --policy-name pull --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ecr:GetAuthorizationToken","Resource":"*"},{"Effect":"Allow","Action":["ecr:Get*","ecr:BatchGet*"],"Resource":"arn:aws:ecr:{{region}}:{{account}}:repository/web/*"}]}'

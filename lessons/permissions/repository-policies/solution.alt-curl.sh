# The API itself, signed by curl; policies written another way.
# task: carl
ecr() { curl -sS --aws-sigv4 "aws:amz:{{region}}:ecr" -u "$(aws configure get aws_access_key_id):$(aws configure get aws_secret_access_key)" -H 'Content-Type: application/x-amz-json-1.1' -H "X-Amz-Target: AmazonEC2ContainerRegistry_V20150921.$1" -d "$2" https://api.ecr.{{region}}.amazonaws.com/; }
POLICY='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["arn:aws:iam::{{account}}:user/carl"]},"Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"]}]}'
ecr SetRepositoryPolicy "$(jq -n --arg p "$POLICY" '{repositoryName: "web/{{app}}", policyText: $p}')"

# task: subject-missing
ecr SetRepositoryPolicy '{"repositoryName":"web/{{app}}","policyText":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"ecr:*\"}]}"}'

# task: bare
POLICY=$(echo "$POLICY" | jq -c '.Statement += [{"Sid":"Intern","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{account}}:user/intern-bare"},"Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"]}]')
ecr SetRepositoryPolicy "$(jq -n --arg p "$POLICY" '{repositoryName: "web/{{app}}", policyText: $p}')"
curl -sS --aws-sigv4 "aws:amz:{{region}}:ecr" -u "$(aws configure get aws_access_key_id --profile intern-bare):$(aws configure get aws_secret_access_key --profile intern-bare)" -H 'Content-Type: application/x-amz-json-1.1' -H 'X-Amz-Target: AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken' -d '{}' https://api.ecr.{{region}}.amazonaws.com/
answer action ecr:GetAuthorizationToken

# task: only-ci
POLICY=$(echo "$POLICY" | jq -c '.Statement += [{"Effect":"Deny","Principal":{"AWS":"*"},"Action":["ecr:PutImage","ecr:*LayerUpload","ecr:UploadLayerPart"],"Condition":{"StringNotLike":{"aws:PrincipalArn":"*:role/ci-push"}}}]')
ecr SetRepositoryPolicy "$(jq -n --arg p "$POLICY" '{repositoryName: "web/{{app}}", policyText: $p}')"

# task: partner
ecr GetRepositoryPolicy '{"repositoryName":"web/api"}'
ecr DeleteRepositoryPolicy '{"repositoryName":"web/api"}'

# Each task by the other client: Docker meets the challenge, curl signs for the token and is refused the pull.
# task: challenge
docker logout {{registry}}
# exit: 1
docker pull {{registry}}/data/etl:1.0
answer scheme basic

# task: token
K="$(aws configure get aws_access_key_id):$(aws configure get aws_secret_access_key)"
curl -sS --aws-sigv4 "aws:amz:{{region}}:ecr" -u "$K" -H 'Content-Type: application/x-amz-json-1.1' -H 'X-Amz-Target: AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken' -d '{}' https://api.ecr.{{region}}.amazonaws.com/ > token.json
answer user "$(jq -r '.authorizationData[0].authorizationToken' token.json | base64 -d | cut -c1-3)"

# task: by-hand
curl -sS -u "AWS:$(aws ecr get-login-password)" https://{{registry}}/v2/

# task: tags
curl -sS -u "AWS:$(aws ecr get-login-password)" "https://{{registry}}/v2/data/etl/tags/list?n=10"
answer action ecr:ListImages

# task: owner
docker login -u AWS -p "$(aws ecr get-login-password --profile intern)" {{registry}}
curl -sS -u "AWS:$(aws ecr get-login-password --profile intern)" https://{{registry}}/v2/data/etl/manifests/1.0

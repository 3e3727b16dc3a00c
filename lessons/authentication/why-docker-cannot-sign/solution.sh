# task: challenge
curl -sI https://{{registry}}/v2/
answer scheme Basic

# task: token
TOKEN=$(aws ecr get-authorization-token --query 'authorizationData[0].authorizationToken' --output text)
answer user "$(echo "$TOKEN" | base64 -d | cut -d: -f1)"

# task: by-hand
curl -s -i -H "Authorization: Basic $TOKEN" https://{{registry}}/v2/

# task: tags
curl -s -H "Authorization: Basic $TOKEN" https://{{registry}}/v2/data/etl/tags/list
answer action ecr:ListImages

# task: owner
aws ecr get-login-password --profile intern | docker login --username AWS --password-stdin {{registry}}
# exit: 1
docker pull {{registry}}/data/etl:1.0

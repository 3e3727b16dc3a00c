# task: until
answer until "$(aws ecr get-authorization-token --query 'authorizationData[0].expiresAt' --output text)"

# task: expire
clock +13h
docker tag {{app}}:2.0 {{registry}}/web/{{app}}:2.0
# exit: 1
docker push {{registry}}/web/{{app}}:2.0

# task: again
aws ecr get-login-password | docker login --username AWS --password-stdin {{registry}}
docker push {{registry}}/web/{{app}}:2.0

# task: helper
echo '{"credHelpers":{"{{registry}}":"ecr-login"}}' > ~/.docker/config.json

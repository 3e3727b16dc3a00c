# The expired token is shown by curl; the helper is asked for every registry.
# task: until
TOKEN=$(aws ecr get-login-password)
answer until "$(aws ecr get-authorization-token --query 'authorizationData[0].expiresAt' --output text | cut -c1-16)"

# task: expire
clock +1d
curl -sS -u "AWS:$TOKEN" https://{{registry}}/v2/web/{{app}}/tags/list

# task: again
docker login -u AWS -p "$(aws ecr get-login-password)" {{registry}}
docker tag {{app}}:2.0 {{registry}}/web/{{app}}:2.0
docker push -q {{registry}}/web/{{app}}:2.0

# task: helper
docker logout {{registry}}
jq '.credHelpers = {"{{registry}}": "ecr-login"}' ~/.docker/config.json > new.json && mv new.json ~/.docker/config.json

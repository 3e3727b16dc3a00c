# Without the helpers of the CLI: the token API itself, curl as the registry's client, Docker's file written by hand.
# task: read
aws ecr get-login --no-include-email > line.txt
answer user "$(cut -d' ' -f4 line.txt)"
answer address "$(sed 's/.* //' line.txt)"
rm line.txt

# task: run
docker login -u AWS -p "$(aws ecr get-authorization-token --output text --query 'authorizationData[].authorizationToken' | base64 -d | cut -d: -f2)" https://{{registry}}

# task: email
# exit: 125
docker login -u AWS -p x -e none https://{{registry}}
answer flag " -E "

# task: leak
answer leak "The list of running programs"

# task: now
use-aws-cli 2
# exit: 252
aws ecr get-login
docker logout {{registry}}
printf '{"auths":{"%s":{"auth":"%s"}}}' "{{registry}}" "$(aws ecr get-authorization-token --output text --query 'authorizationData[0].authorizationToken')" > ~/.docker/config.json
jq -r '"Authorization: Basic " + .auths["{{registry}}"].auth' ~/.docker/config.json | curl -sS -H @- https://{{registry}}/v2/

# task: script
cat > deploy.sh <<'S'
#!/bin/bash
set -euo pipefail
aws ecr get-login-password | docker login -u AWS --password-stdin "$ECR"
for name in nightly; do
  docker tag storefront:1.0 "$ECR/web/storefront:$name" && docker push -q "$ECR/web/storefront:$name"
done
S
chmod +x deploy.sh && ./deploy.sh

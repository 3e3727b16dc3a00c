# Manifests are moved by the API and by curl; Docker only brings what is not there yet.
# task: move
docker tag {{app}}:1.1-hotfix {{registry}}/web/{{app}}:1.1
docker push {{registry}}/web/{{app}}:1.1
answer untagged 1

# task: fix
ecr() { curl -sS --aws-sigv4 "aws:amz:{{region}}:ecr" -u "$(aws configure get aws_access_key_id):$(aws configure get aws_secret_access_key)" -H 'Content-Type: application/x-amz-json-1.1' -H "X-Amz-Target: AmazonEC2ContainerRegistry_V20150921.$1" -d "$2" https://api.ecr.{{region}}.amazonaws.com/; }
ecr PutImageTagMutability '{"repositoryName":"web/{{app}}","imageTagMutability":"IMMUTABLE"}'
MANIFEST=$(aws ecr batch-get-image --repository-name web/{{app}} --image-ids imageTag=0.9 --query 'images[0].imageManifest' --output text)
# exit: 254
aws ecr put-image --repository-name web/{{app}} --image-tag 1.1 --image-manifest "$MANIFEST"

# task: except
ecr PutImageTagMutability '{"repositoryName":"web/{{app}}","imageTagMutability":"IMMUTABLE_WITH_EXCLUSION","imageTagMutabilityExclusionFilters":[{"filterType":"WILDCARD","filter":"dev-*"},{"filterType":"WILDCARD","filter":"latest"}]}'

# task: scheme
docker tag {{app}}:2.0 {{registry}}/web/{{app}}:latest
docker push -q {{registry}}/web/{{app}}:latest
LOGIN="AWS:$(aws ecr get-login-password)"
curl -sS -u "$LOGIN" -o manifest.json https://{{registry}}/v2/web/{{app}}/manifests/latest
curl -sS --fail-with-body -u "$LOGIN" -H 'Content-Type: application/vnd.docker.distribution.manifest.v2+json' -X PUT --data-binary @manifest.json https://{{registry}}/v2/web/{{app}}/manifests/$(head -c 7 GIT_SHA)

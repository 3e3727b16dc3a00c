# task: move
docker tag {{app}}:1.1-hotfix {{registry}}/web/{{app}}:1.1
docker push -q {{registry}}/web/{{app}}:1.1
answer untagged "$(aws ecr list-images --repository-name web/{{app}} --filter tagStatus=UNTAGGED --query 'length(imageIds)')"

# task: fix
aws ecr put-image-tag-mutability --repository-name web/{{app}} --image-tag-mutability IMMUTABLE
docker tag {{app}}:2.0 {{registry}}/web/{{app}}:1.1
# exit: 1
docker push {{registry}}/web/{{app}}:1.1

# task: except
aws ecr put-image-tag-mutability --repository-name web/{{app}} --image-tag-mutability IMMUTABLE_WITH_EXCLUSION --image-tag-mutability-exclusion-filters filterType=WILDCARD,filter=latest filterType=WILDCARD,filter='dev-*'

# task: scheme
SHA=$(cut -c1-7 GIT_SHA)
docker tag {{app}}:2.0 {{registry}}/web/{{app}}:$SHA
docker push -q {{registry}}/web/{{app}}:$SHA
docker tag {{app}}:2.0 {{registry}}/web/{{app}}:latest
docker push -q {{registry}}/web/{{app}}:latest

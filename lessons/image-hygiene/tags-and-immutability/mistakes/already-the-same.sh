# at: fix
aws ecr put-image-tag-mutability --repository-name web/{{app}} --image-tag-mutability IMMUTABLE
docker push {{registry}}/web/{{app}}:1.1

# at: template
aws ecr create-repository --repository-name {{stage}}/worker --image-tag-mutability IMMUTABLE
docker tag worker:1.0 {{registry}}/{{stage}}/worker:1.0
docker push -q {{registry}}/{{stage}}/worker:1.0

# at: template
aws ecr create-repository-creation-template --prefix ROOT --applied-for CREATE_ON_PUSH --image-tag-mutability IMMUTABLE
docker tag worker:1.0 {{registry}}/{{stage}}/worker:1.0
docker push -q {{registry}}/{{stage}}/worker:1.0

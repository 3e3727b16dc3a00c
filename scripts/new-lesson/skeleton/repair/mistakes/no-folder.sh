# at: repair
aws ecr create-repository --repository-name {{app}}
# exit: 1
docker push $ECR/web/{{app}}:1.0

# at: repair
aws ecr delete-lifecycle-policy --repository-name web/{{app}}
docker tag {{app}}:1.0 $ECR/web/{{app}}:1.0
docker push $ECR/web/{{app}}:1.0

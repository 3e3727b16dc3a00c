# at: repair
docker tag {{app}}:1.0 $ECR/web/{{app}}:1.0
docker push $ECR/web/{{app}}:1.0

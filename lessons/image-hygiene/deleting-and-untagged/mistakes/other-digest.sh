# at: orphan
docker tag {{app}}:1.1-hotfix $ECR/web/{{app}}:1.0
docker push $ECR/web/{{app}}:1.0
answer lost $(aws ecr describe-images --repository-name web/{{app}} --image-ids imageTag=1.0 --query 'imageDetails[0].imageDigest' --output text)

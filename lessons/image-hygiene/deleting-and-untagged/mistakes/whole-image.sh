# at: names
aws ecr batch-delete-image --repository-name web/{{app}} --image-ids imageDigest=$(aws ecr describe-images --repository-name web/{{app}} --image-ids imageTag=stable --query 'imageDetails[0].imageDigest' --output text)

# at: deploy
sed -i "s#image: .*#image: {{registry}}/web/{{app}}@$(aws ecr describe-images --repository-name web/{{app}} --image-ids imageTag=stable --query 'imageDetails[0].imageDigest' --output text)#" deployment.yaml

# task: repair
aws iam detach-role-policy --role-name ci-push --policy-arn arn:aws:iam::aws:policy/AmazonElasticContainerRegistryPublicPowerUser
aws iam attach-role-policy --role-name ci-push --policy-arn arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser

# at: repair
aws iam attach-role-policy --role-name ci-push --policy-arn arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser

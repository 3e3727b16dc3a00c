# at: runner
aws iam attach-role-policy --role-name app-pull --policy-arn arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly

# at: auditor
aws iam attach-user-policy --user-name carl --policy-arn arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly

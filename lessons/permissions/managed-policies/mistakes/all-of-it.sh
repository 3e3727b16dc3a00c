# at: pusher
aws iam attach-user-policy --user-name anna --policy-arn arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryFullAccess

# task: pusher
aws iam attach-user-policy --user-name anna --policy-arn arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser

# task: auditor
aws iam attach-user-policy --user-name carl --policy-arn arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly

# task: runner
aws iam attach-role-policy --role-name app-pull --policy-arn arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly

# task: gap
# exit: 254
aws ecr create-repository --repository-name web/new --profile anna
answer action ecr:CreateRepository

# task: platform
aws iam attach-user-policy --user-name bert --policy-arn arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryFullAccess

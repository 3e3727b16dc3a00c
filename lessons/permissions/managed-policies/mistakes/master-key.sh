# at: platform
aws iam attach-user-policy --user-name bert --policy-arn arn:aws:iam::aws:policy/AdministratorAccess

# at: who
aws sts get-caller-identity
answer account "arn:aws:iam::{{account}}:user/learner"

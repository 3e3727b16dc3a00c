# at: repair
aws ecr describe-repositories --region {{region}}

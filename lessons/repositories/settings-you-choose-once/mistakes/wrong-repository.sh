# at: change
aws ecr put-image-scanning-configuration --repository-name legacy/api --image-scanning-configuration scanOnPush=true

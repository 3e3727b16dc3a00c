# at: both
aws ecr get-login-password --profile ci --region eu-west-1 | docker login --username AWS --password-stdin 444455556666.dkr.ecr.eu-west-1.amazonaws.com

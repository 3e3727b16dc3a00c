# at: both
# exit: 1
aws ecr get-login-password --profile prod | docker login --username AWS --password-stdin 444455556666.dkr.ecr.eu-west-1.amazonaws.com

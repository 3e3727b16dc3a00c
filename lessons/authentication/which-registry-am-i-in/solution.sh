# task: both
aws ecr get-login-password --profile ci --region us-east-1 | docker login --username AWS --password-stdin 111122223333.dkr.ecr.us-east-1.amazonaws.com
aws ecr get-login-password --profile prod --region eu-west-1 | docker login --username AWS --password-stdin 444455556666.dkr.ecr.eu-west-1.amazonaws.com

# task: wrong
# exit: 1
aws ecr get-login-password --region us-east-1 | docker login --username AWS --password-stdin 111122223333.dkr.ecr.eu-west-1.amazonaws.com

# task: role
aws sts assume-role --role-arn arn:aws:iam::111122223333:role/ci-push --role-session-name me > keys.json
export AWS_ACCESS_KEY_ID=$(jq -r .Credentials.AccessKeyId keys.json)
export AWS_SECRET_ACCESS_KEY=$(jq -r .Credentials.SecretAccessKey keys.json)
export AWS_SESSION_TOKEN=$(jq -r .Credentials.SessionToken keys.json)
aws ecr get-login-password --region eu-west-1 | docker login --username AWS --password-stdin 111122223333.dkr.ecr.eu-west-1.amazonaws.com

# task: who
answer owner 444455556666
answer caller "$(aws sts get-caller-identity --profile ci --query Account --output text)"

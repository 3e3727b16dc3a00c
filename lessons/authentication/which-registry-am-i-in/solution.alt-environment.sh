# Profiles by the environment, the role by one eval, the refused login by curl.
# task: both
AWS_PROFILE=ci AWS_REGION=us-east-1 aws ecr get-login-password | docker login -u AWS --password-stdin https://111122223333.dkr.ecr.us-east-1.amazonaws.com
AWS_PROFILE=prod AWS_REGION=eu-west-1 aws ecr get-login-password | docker login -u AWS --password-stdin 444455556666.dkr.ecr.eu-west-1.amazonaws.com

# task: wrong
curl -sS -u "AWS:$(aws ecr get-login-password --region us-east-1)" https://111122223333.dkr.ecr.eu-west-1.amazonaws.com/v2/

# task: role
eval "$(aws sts assume-role --role-arn arn:aws:iam::111122223333:role/ci-push --role-session-name build-17 --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text | awk '{print "export AWS_ACCESS_KEY_ID=" $1 " AWS_SECRET_ACCESS_KEY=" $2 " AWS_SESSION_TOKEN=" $3}')"
aws ecr get-login-password --region eu-west-1 | docker login -u AWS --password-stdin 111122223333.dkr.ecr.eu-west-1.amazonaws.com

# task: who
answer caller 111122223333
answer owner 444455556666

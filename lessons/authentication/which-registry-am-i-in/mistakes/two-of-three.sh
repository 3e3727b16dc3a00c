# at: role
aws sts assume-role --role-arn arn:aws:iam::111122223333:role/ci-push --role-session-name me > keys.json
export AWS_ACCESS_KEY_ID=$(jq -r .Credentials.AccessKeyId keys.json) AWS_SECRET_ACCESS_KEY=$(jq -r .Credentials.SecretAccessKey keys.json)
# exit: 254
aws ecr get-login-password --region eu-west-1

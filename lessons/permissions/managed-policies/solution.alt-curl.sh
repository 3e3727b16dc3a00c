# IAM's own protocol by curl; a create-on-push that is refused; a group instead of a user's own attachment.
# task: pusher
iam() { curl -sS --fail-with-body --aws-sigv4 "aws:amz:us-east-1:iam" -u "$(aws configure get aws_access_key_id):$(aws configure get aws_secret_access_key)" --data-urlencode "Version=2010-05-08" "$@" https://iam.amazonaws.com/; }
iam -d Action=CreateGroup -d GroupName=developers
iam -d Action=AttachGroupPolicy -d GroupName=developers --data-urlencode PolicyArn=arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser
iam -d Action=AddUserToGroup -d GroupName=developers -d UserName=anna

# task: auditor
iam -d Action=AttachUserPolicy -d UserName=carl --data-urlencode PolicyArn=arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly

# task: runner
iam -d Action=AttachRolePolicy -d RoleName=app-pull --data-urlencode PolicyArn=arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly

# task: gap
curl -sS --aws-sigv4 "aws:amz:{{region}}:ecr" -u "$(aws configure get aws_access_key_id --profile anna):$(aws configure get aws_secret_access_key --profile anna)" -H 'Content-Type: application/x-amz-json-1.1' -H 'X-Amz-Target: AmazonEC2ContainerRegistry_V20150921.CreateRepository' -d '{"repositoryName":"web/other"}' https://api.ecr.{{region}}.amazonaws.com/
answer action "ecr:createrepository"

# task: platform
iam -d Action=AttachUserPolicy -d UserName=bert --data-urlencode PolicyArn=arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryFullAccess

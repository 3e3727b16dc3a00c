# The API itself: curl signs the call, and the AWS CLI asks nothing.
# task: create
K="$(aws configure get aws_access_key_id):$(aws configure get aws_secret_access_key)"
curl -sS --aws-sigv4 "aws:amz:{{region}}:ecr" -u "$K" -H 'Content-Type: application/x-amz-json-1.1' -H 'X-Amz-Target: AmazonEC2ContainerRegistry_V20150921.CreateRepository' -d '{"repositoryName":"web/{{app}}"}' https://api.ecr.{{region}}.amazonaws.com/

# task: name
answer uri "$(aws ecr describe-repositories --query 'repositories[0].repositoryUri' --output text)"

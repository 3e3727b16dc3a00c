# The API itself, by curl.
# task: create
ecr() { curl -sS --aws-sigv4 "aws:amz:{{region}}:ecr" -u "$(aws configure get aws_access_key_id):$(aws configure get aws_secret_access_key)" -H 'Content-Type: application/x-amz-json-1.1' -H "X-Amz-Target: AmazonEC2ContainerRegistry_V20150921.$1" -d "$2" https://api.ecr.{{region}}.amazonaws.com/; }
ecr CreateRepository '{"repositoryName":"{{team}}/worker"}'
ecr CreateRepository '{"repositoryName":"{{team}}/web"}'
ecr CreateRepository '{"repositoryName":"shared/base"}'

# task: refused
ecr CreateRepository '{"repositoryName":"Team-A/Web"}'
answer class "Capital letters"

# task: tags
ecr TagResource '{"resourceArn":"arn:aws:ecr:{{region}}:{{account}}:repository/{{team}}/web","tags":[{"Key":"CostCenter","Value":"{{cost}}"}]}'
ecr TagResource '{"resourceArn":"arn:aws:ecr:{{region}}:{{account}}:repository/{{team}}/worker","tags":[{"Key":"CostCenter","Value":"{{cost}}"}]}'

# task: delete
ecr DeleteRepository '{"repositoryName":"shared/base"}'
ecr BatchDeleteImage '{"repositoryName":"shared/base","imageIds":[{"imageTag":"1"}]}'
ecr DeleteRepository '{"repositoryName":"shared/base"}'

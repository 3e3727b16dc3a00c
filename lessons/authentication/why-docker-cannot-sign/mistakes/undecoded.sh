# at: owner
# exit: 1
aws ecr get-authorization-token --profile intern --query 'authorizationData[0].authorizationToken' --output text | docker login --username AWS --password-stdin {{registry}}

# Moves by way of a second repository, so that the images are in the registry all the time; settings by JSON.
# task: create
aws ecr create-repository --cli-input-json '{"repositoryName":"{{stage}}/api","imageTagMutability":"IMMUTABLE","encryptionConfiguration":{"encryptionType":"KMS"},"tags":[{"Key":"Env","Value":"{{stage}}"}]}'

# task: change
aws ecr put-image-scanning-configuration --repository-name {{stage}}/api --image-scanning-configuration '{"scanOnPush":true}'

# task: move
aws ecr create-repository --repository-name legacy/api-moving
docker pull -q {{registry}}/legacy/api:1.0
docker pull -q {{registry}}/legacy/api:1.1
docker tag {{registry}}/legacy/api:1.0 {{registry}}/legacy/api-moving:1.0
docker tag {{registry}}/legacy/api:1.1 {{registry}}/legacy/api-moving:1.1
docker push -q --all-tags {{registry}}/legacy/api-moving
aws ecr delete-repository --repository-name legacy/api --force
aws ecr create-repository --repository-name legacy/api --encryption-configuration encryptionType=KMS
docker push -q --all-tags {{registry}}/legacy/api
aws ecr delete-repository --repository-name legacy/api-moving --force

# task: template
aws ecr create-repository-creation-template --prefix {{stage}} --applied-for CREATE_ON_PUSH REPLICATION --image-tag-mutability IMMUTABLE --encryption-configuration encryptionType=AES256
docker tag worker:1.0 {{registry}}/{{stage}}/worker:1.0
docker push {{registry}}/{{stage}}/worker:1.0

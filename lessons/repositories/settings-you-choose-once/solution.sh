# task: create
aws ecr create-repository --repository-name {{stage}}/api --image-tag-mutability IMMUTABLE --encryption-configuration encryptionType=KMS --tags Key=Env,Value={{stage}}

# task: change
aws ecr put-image-scanning-configuration --repository-name {{stage}}/api --image-scanning-configuration scanOnPush=true

# task: move
for tag in 1.0 1.1; do docker pull -q {{registry}}/legacy/api:$tag; done
aws ecr delete-repository --repository-name legacy/api --force
aws ecr create-repository --repository-name legacy/api --encryption-configuration encryptionType=KMS
for tag in 1.0 1.1; do docker push -q {{registry}}/legacy/api:$tag; done

# task: template
aws ecr create-repository-creation-template --prefix {{stage}} --applied-for CREATE_ON_PUSH --image-tag-mutability IMMUTABLE
docker tag worker:1.0 {{registry}}/{{stage}}/worker:1.0
docker push -q {{registry}}/{{stage}}/worker:1.0

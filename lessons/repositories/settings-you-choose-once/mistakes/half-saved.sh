# at: move
docker pull -q {{registry}}/legacy/api:1.1
aws ecr delete-repository --repository-name legacy/api --force
aws ecr create-repository --repository-name legacy/api --encryption-configuration encryptionType=KMS
docker push -q {{registry}}/legacy/api:1.1

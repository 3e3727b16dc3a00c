# at: move
aws ecr delete-repository --repository-name legacy/api --force
aws ecr create-repository --repository-name legacy/api --encryption-configuration encryptionType=KMS

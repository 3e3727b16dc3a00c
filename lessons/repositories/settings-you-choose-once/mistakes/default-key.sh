# at: create
aws ecr create-repository --repository-name {{stage}}/api --image-tag-mutability IMMUTABLE --tags Key=Env,Value={{stage}}

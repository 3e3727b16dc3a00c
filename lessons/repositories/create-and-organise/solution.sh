# task: create
for name in {{team}}/web {{team}}/worker shared/base; do aws ecr create-repository --repository-name $name; done

# task: refused
# exit: 254
aws ecr create-repository --repository-name Team-A/Web
answer class "capital letters"

# task: tags
for name in web worker; do aws ecr tag-resource --resource-arn arn:aws:ecr:{{region}}:{{account}}:repository/{{team}}/$name --tags Key=CostCenter,Value={{cost}}; done

# task: delete
# exit: 254
aws ecr delete-repository --repository-name shared/base
# spare: one looks before one deletes
aws ecr list-images --repository-name shared/base
aws ecr delete-repository --repository-name shared/base --force

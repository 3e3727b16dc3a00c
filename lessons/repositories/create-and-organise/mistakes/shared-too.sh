# at: tags
for name in shared/base {{team}}/web {{team}}/worker; do aws ecr tag-resource --resource-arn arn:aws:ecr:{{region}}:{{account}}:repository/$name --tags Key=CostCenter,Value={{cost}}; done

# at: tags
aws ecr tag-resource --resource-arn arn:aws:ecr:{{region}}:{{account}}:repository/{{team}}/web --tags Key=CostCenter,Value={{cost}}

# at: tags
aws ecr list-images --repository-name data/etl

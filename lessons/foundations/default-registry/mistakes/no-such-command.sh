# at: levels
# exit: 252
aws ecr create-registry

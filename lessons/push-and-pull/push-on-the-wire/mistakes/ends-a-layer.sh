# at: actions
answer last ecr:CompleteLayerUpload

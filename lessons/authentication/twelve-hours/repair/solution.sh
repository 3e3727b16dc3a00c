# task: repair
jq '.credHelpers["{{registry}}"] = "ecr-login"' ~/.docker/config.json > new.json
mv new.json ~/.docker/config.json

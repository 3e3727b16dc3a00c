# at: helper
echo '{"credHelpers":{"{{registry}}":"docker-credential-ecr-login"}}' > ~/.docker/config.json

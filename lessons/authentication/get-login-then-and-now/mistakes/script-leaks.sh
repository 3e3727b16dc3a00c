# at: script
sed -i 's#^\$(aws ecr get-login .*#docker login -u AWS -p "$(aws ecr get-login-password)" "$ECR"#' deploy.sh
bash deploy.sh

# at: deploy
sed -i 's#:stable#:1.0#' deployment.yaml

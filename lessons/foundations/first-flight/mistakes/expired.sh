# at: push
docker tag {{app}}:1.0 $ECR/web/{{app}}:1.0
clock +13h
# exit: 1
docker push $ECR/web/{{app}}:1.0

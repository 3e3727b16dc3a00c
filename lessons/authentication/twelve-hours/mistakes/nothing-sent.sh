# at: expire
clock +13h
docker logout {{registry}}
docker tag {{app}}:2.0 {{registry}}/web/{{app}}:2.0
# exit: 1
docker push {{registry}}/web/{{app}}:2.0

# at: pin
docker pull -q {{registry}}/web/{{app}}:stable > pin.txt

# Docker reads the digest when it pulls, and sets the tag by pushing what is there already.
# task: digest
docker pull -q {{registry}}/web/{{app}}:1.1
answer digest "$(docker inspect --format '{{.Id}}' {{registry}}/web/{{app}}:1.1)"

# task: manifest
answer layers "$(docker inspect --format '{{len .RootFS.Layers}}' {{registry}}/web/{{app}}:1.1)"
answer type "$(docker manifest inspect {{registry}}/web/{{app}}:1.1 | jq -r .mediaType)"

# task: shared
docker manifest inspect {{registry}}/web/{{app}}:1.0 | jq -r '.layers[].digest' > a.txt
docker manifest inspect {{registry}}/web/{{app}}:1.1 | jq -r '.layers[] | .digest + " " + (.size | tostring)' > b.txt
answer shared "$(grep -c -F -f a.txt b.txt)"
answer bytes "$(grep -v -F -f a.txt b.txt | cut -d' ' -f2)"

# task: pointer
docker pull -q {{registry}}/web/{{app}}:1.0
docker tag {{registry}}/web/{{app}}:1.0 {{registry}}/web/{{app}}:approved
docker push {{registry}}/web/{{app}}:approved

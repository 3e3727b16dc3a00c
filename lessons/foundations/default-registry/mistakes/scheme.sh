# at: host
echo https://{{registry}} > registry.txt

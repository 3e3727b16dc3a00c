# at: host
echo {{registry}}/hello > registry.txt

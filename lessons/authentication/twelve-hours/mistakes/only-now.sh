# at: until
answer until "$(date -u +%Y-%m-%dT%H:%M)"

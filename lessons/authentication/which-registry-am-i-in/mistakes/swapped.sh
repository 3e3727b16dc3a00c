# at: who
answer owner 111122223333

# at: refused
answer class "the hyphen"

"""How large the data is that candidates choose jobs by, how long it takes to make and to answer."""

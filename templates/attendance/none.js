flush()

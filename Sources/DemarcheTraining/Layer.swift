// Layer to come.

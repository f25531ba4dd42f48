"""The read models of the rectification service, one file each."""

"""The read models of the issues service, one file each."""

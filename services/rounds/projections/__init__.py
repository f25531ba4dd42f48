"""The read models of the rounds service, one file each."""

"""The read models of the notifications service, one file each."""

"""Sites on this machine: which there are, their processes, their keys, their HTTP clients."""

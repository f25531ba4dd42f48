"""The kernel: everything a service needs and nothing that knows a service."""

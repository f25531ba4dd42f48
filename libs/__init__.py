"""Shared libraries: the kernel (`common`) and the published vocabulary (`contracts`)."""

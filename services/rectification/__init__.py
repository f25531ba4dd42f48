"""Rectification: what a unit does about its issues, until each is verified and written off."""

"""Notifications: who has to hear of what, in an inbox of their own."""

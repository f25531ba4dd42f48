"""What the notifications service decides: notifications."""

"""What the notifications service decides: notifications, and timers for what is due."""

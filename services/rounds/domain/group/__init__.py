"""An inspection group: who is sent for one round, and whether they may go."""

"""What the rounds service decides: units, rounds, feedback sessions."""

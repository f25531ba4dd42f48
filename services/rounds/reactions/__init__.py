"""What the rounds service does about others' events: nothing yet, it is where the line begins."""

"""What the rounds service does about events, its own and others', one file per source."""

"""What the issues service does about others' events, one file per source."""

"""What the issues service does about events, its own and others', one file per source."""

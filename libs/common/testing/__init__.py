"""What tests of every service are written with."""

"""Events as they are stored and published: names, bytes, hashes."""

"""Issues: what a round found wrong, from being raised to being resolved."""

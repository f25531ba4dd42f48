"""What the issues service decides: issues."""

"""What the rectification service decides: items, cases, and what levels below report of theirs."""

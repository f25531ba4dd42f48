"""An item: one row of the rectification ledger, from its assignment to its write-off."""

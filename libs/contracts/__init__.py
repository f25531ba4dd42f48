"""The published events, one module per service: the only vocabulary that services share."""

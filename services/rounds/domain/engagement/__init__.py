"""An engagement: one group inspects one unit, from its planning to its archive."""

"""The event store: one dense, ordered, hashed log per service, written by compare-and-append."""

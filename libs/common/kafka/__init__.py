"""Kafka as the kernel uses it: connection, topics, and the audit tape read record by record."""

"""The documentation says what the code does; its links lead somewhere, its snippets run."""

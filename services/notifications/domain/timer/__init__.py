"""A timer: at its moment somebody is told that a filing is due soon or late."""

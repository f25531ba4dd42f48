"""Tools for those who work on the platform; none of it is installed anywhere."""

"""What `lianxun local` says: data on stdout, all else on stderr, a fixed exit code for each trouble."""

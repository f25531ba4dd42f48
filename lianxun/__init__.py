"""The top layer of Lianxun: command line, embedded servers, scenarios and whole sites."""

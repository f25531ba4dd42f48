"""The check of an engagement's report: each sentence rests on a signed paper."""

"""The scenarios' data: the story of S1 and the generator of many cases."""
